// The same relay on Asio alone, without bounds, virtual calls or task groups: the difference is
// what the seam costs. `relay_asio PORT` relays to 127.0.0.1:PORT and prints where it listens.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
template <class T>
using awaitable = asio::awaitable<T, Executor>;

constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> use_tuple{
    asio::use_awaitable_t<Executor>{}};

struct Sockets {
  explicit Sockets(Socket accepted) : client(std::move(accepted)), server(client.get_executor()) {}
  Socket client;
  Socket server;
};

void spawn(const Executor& executor, awaitable<void> task) {
  asio::co_spawn(executor, std::move(task), [](const std::exception_ptr& error) {
    if (error) {
      std::terminate();
    }
  });
}

enum class Way { questions, answers };

awaitable<void> pump(std::shared_ptr<Sockets> sockets, Way way) {
  Socket& from = way == Way::questions ? sockets->client : sockets->server;
  Socket& to = way == Way::questions ? sockets->server : sockets->client;
  std::array<std::byte, 16 * 1024> buffer;
  error_code ignored;
  for (;;) {
    auto [failed, n] = co_await from.async_read_some(asio::buffer(buffer), use_tuple);
    if (failed) {
      to.shutdown(Socket::shutdown_send, ignored);
      co_return;
    }
    error_code ec;
    std::size_t wrote = to.write_some(asio::buffer(buffer.data(), n), ec);
    while (wrote < n) {
      if (ec && ec != asio::error::would_block) {
        from.close(ignored);
        co_return;
      }
      co_await to.async_wait(Socket::wait_write, use_tuple);
      wrote += to.write_some(asio::buffer(buffer.data() + wrote, n - wrote), ec);
    }
  }
}

void prepare(Socket& socket) {
  socket.non_blocking(true);
  socket.set_option(asio::ip::tcp::no_delay(true));
}

awaitable<void> relay(Socket accepted, asio::ip::tcp::endpoint upstream) {
  const auto sockets = std::make_shared<Sockets>(std::move(accepted));
  const auto [failed] = co_await sockets->server.async_connect(upstream, use_tuple);
  if (failed) {
    co_return;
  }
  prepare(sockets->client);
  prepare(sockets->server);
  spawn(sockets->client.get_executor(), pump(sockets, Way::answers));
  co_await pump(sockets, Way::questions);
}

awaitable<void> serve(Acceptor& acceptor, asio::ip::tcp::endpoint upstream) {
  for (;;) {
    auto [failed, socket] = co_await acceptor.async_accept(use_tuple);
    if (!failed) {
      spawn(acceptor.get_executor(), relay(std::move(socket), upstream));
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto port = static_cast<std::uint16_t>(argc == 2 ? std::atoi(argv[1]) : 0);
  const auto loopback = asio::ip::address_v4::loopback();
  asio::io_context io(1);
  Acceptor acceptor(io.get_executor(), {loopback, 0});
  std::printf("%d\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  spawn(io.get_executor(), serve(acceptor, {loopback, port}));
  io.run();
}
