#include "rt/tcp_network.hpp"

#include <boost/asio/ip/tcp.hpp>

#include "rt/error.hpp"
#include "rt/leash.hpp"
#include "rt/tcp_listener.hpp"
#include "rt/tcp_stream.hpp"

namespace gameday::rt {
namespace {

/// Dialling a free loopback port, the kernel may pick the same one for our side: TCP then connects
/// to itself, and a dead provider would echo.
bool connected_to_itself(const TcpSocket& socket, const asio::ip::tcp::endpoint& peer) {
  error_code ignored;
  return socket.local_endpoint(ignored) == peer;
}

}  // namespace

result<std::unique_ptr<Listener>> TcpNetwork::listen(const Address& address) {
  error_code ec;
  const std::string host = address.host == "localhost" ? "127.0.0.1" : address.host;
  const auto parsed = asio::ip::make_address(host, ec);
  if (ec) {
    return IoError::bad_address;
  }
  return tcp_listen(loop_, {parsed, address.port});
}

awaitable<result<std::vector<Address>>> TcpNetwork::resolve(Address name, Bound bound) {
  return resolver_.resolve(std::move(name), bound);
}

awaitable<result<StreamPtr>> TcpNetwork::dial(Address address, Bound bound) {
  const result<std::vector<Address>> addresses =
      co_await resolver_.resolve(std::move(address), bound);
  if (!addresses) {
    co_return addresses.error();
  }
  result<StreamPtr> stream = IoError::no_such_host;
  for (const Address& each : *addresses) {
    stream = co_await connect(each, bound);
    if (stream || bound.over(loop_.clock.now())) {
      break;
    }
  }
  co_return stream;
}

awaitable<result<StreamPtr>> TcpNetwork::connect(Address address, Bound bound) {
  if (bound.over(loop_.clock.now())) {
    const error_code over = co_await wait_out(loop_, bound);
    co_return over;
  }
  const asio::ip::tcp::endpoint endpoint(asio::ip::make_address(address.host), address.port);
  TcpSocket socket(loop_.executor);
  error_code ec;
  socket.open(endpoint.protocol(), ec);
  if (ec) {
    co_return translate(ec);
  }
  Leash connecting(loop_.clock);
  auto token = connecting.token(bound);
  const auto [failed] = co_await socket.async_connect(endpoint, token);
  ec = connecting.release(failed);
  if (failed == boost::system::errc::address_not_available) {
    ec = IoError::exhausted;  // no port left on our side
  }
  if (!ec && connected_to_itself(socket, endpoint)) {
    ec = IoError::refused;
  }
  if (ec) {
    co_return ec;
  }
  co_return stream_over(loop_, std::move(socket));
}

}  // namespace gameday::rt
