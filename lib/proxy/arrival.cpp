#include "proxy/arrival.hpp"

#include <array>

#include "faults/waits.hpp"
#include "rt/begun_stream.hpp"
#include "rt/closing.hpp"
#include "rt/error.hpp"
#include "rt/tls_flawed.hpp"

namespace gameday::proxy {
namespace {

using faults::Conn;

// Of what comes meanwhile: a hello of TLS and a good part of a request. Above it nobody looks any
// more whether the client is still there.
constexpr std::size_t heard_most = 32 * 1024;

// A record of TLS (RFC 8446, 5.1): type, version, length, and what it is about.
constexpr std::size_t record_head = 5;
constexpr unsigned char handshake = 22;

bool hello_is_here(const std::string& heard) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(heard[at]); };
  if (heard.empty() || byte(0) != handshake) {
    return !heard.empty();  // no TLS: that is all the hello there will be
  }
  return heard.size() >= record_head &&
         heard.size() >= record_head + (std::size_t{byte(3)} << 8U | byte(4));
}

/// A fatal alert, handshake_failure (RFC 8446, 6).
std::string alert() {
  return {'\x15', '\x03', '\x03', '\x00', '\x02', '\x02', '\x28'};
}

/// No type of record begins like this, and no version.
std::string garbage() {
  return std::string(64, '\xff');
}

/// Ends a kept connection when it is used again.
class LastRequest final : public http::Visit {
 public:
  LastRequest(ConnectionHit hit, std::shared_ptr<rt::Stop> until_healed)
      : hit_(std::move(hit)), until_healed_(std::move(until_healed)) {}
  ~LastRequest() override { hit_.bypassed("not_reused"); }

  std::optional<End> again() override {
    if (until_healed_->requested()) {
      hit_.bypassed("healed");
      return std::nullopt;
    }
    hit_.injected();
    return hit_.deed().conn->how;
  }

 private:
  ConnectionHit hit_;
  const std::shared_ptr<rt::Stop> until_healed_;
};

}  // namespace

Arrival::Arrival(Shared& shared, rt::Stop& stop, ConnectionHit hit, rt::StreamPtr stream)
    : shared_(shared),
      stop_(stop),
      hit_(std::move(hit)),
      stream_(std::move(stream)),
      until_healed_(shared.heals.until(hit_.name())),
      over_(stop),
      heal_(over_) {
  until_healed_->listen(heal_);
}

rt::awaitable<http::Entry> Arrival::meet() {
  const faults::Deed& deed = hit_.deed();
  if (deed.conn && deed.conn->kind == Conn::Kind::rst_on_accept) {
    hit_.injected();
    stream_->end(End::reset);
    co_return gone();
  }
  if (deed.delay) {
    hit_.injected();
    const Duration length = *faults::draw_waits(deed, Rng(hit_.dice())).connect;
    const Over over = co_await wait(later(shared_.world.now(), length));
    if (over != Over::time) {
      co_return after(over);
    }
  }
  if (deed.conn && faults::is_of_tls(*deed.conn)) {
    http::Entry entry = co_await meet_tls();
    co_return entry;
  }
  http::Entry entry = let_in();
  if (deed.conn) {
    entry.visit = std::make_unique<LastRequest>(std::move(hit_), until_healed_);
  }
  co_return entry;
}

rt::awaitable<http::Entry> Arrival::meet_tls() {
  if (!shared_.options.identity) {
    hit_.bypassed("no_tls");
    co_return let_in();
  }
  const Over hello = co_await hear_hello();
  if (hello != Over::no) {
    if (hello != Over::stopped) {
      hit_.bypassed(hello == Over::healed ? "healed" : "client_left");
    }
    co_return after(hello);
  }
  hit_.injected();
  const Conn& conn = *hit_.deed().conn;
  if (conn.kind == Conn::Kind::tls_hang) {
    const Over over = co_await wait(never);
    co_return after(over);
  }
  if (conn.kind == Conn::Kind::tls_badcert) {
    http::Entry entry = let_in();
    entry.tls = shared_.flawed.of(static_cast<rt::TlsFlaw>(conn.cert));
    co_return entry;
  }
  co_await say_and_close(conn.kind);
  co_return gone();
}

/// Until the client has said what it wants of TLS; one that says nothing might as well not be here.
rt::awaitable<Arrival::Over> Arrival::hear_hello() {
  const TimePoint due = later(shared_.world.now(), rt::tls_accept_time);
  Over over = Over::no;
  while (over == Over::no && !hello_is_here(heard_)) {
    over = co_await hear(due);
  }
  co_return over == Over::time ? Over::left : over;
}

rt::awaitable<void> Arrival::say_and_close(Conn::Kind kind) {
  const TimePoint due = later(shared_.world.now(), rt::tls_accept_time);
  const std::string answer = kind == Conn::Kind::tls_alert     ? alert()
                             : kind == Conn::Kind::tls_garbage ? garbage()
                                                               : std::string();
  co_await rt::write_all(*stream_, answer, until(due));
  co_await rt::close_politely(shared_.world, *stream_, until(due));
}

rt::awaitable<Arrival::Over> Arrival::wait(TimePoint due) {
  Over over = Over::no;
  while (over == Over::no) {
    over = co_await hear(due);
  }
  co_return over;
}

/// Something more of what it says, or the end of the wait.
rt::awaitable<Arrival::Over> Arrival::hear(TimePoint due) {
  rt::IoResult read;
  if (heard_.size() < heard_most) {
    std::array<char, 4096> bytes;
    read = co_await stream_->read_some(std::as_writable_bytes(std::span(bytes)), until(due));
    heard_.append(bytes.data(), read.n);
  } else {
    read.ec = co_await rt::sleep(shared_.world, until(due));
  }
  if (!read.ec) {
    co_return Over::no;
  }
  if (over_.requested()) {
    co_return stop_.requested() ? Over::stopped : Over::healed;
  }
  co_return read.ec == rt::IoError::timed_out ? Over::time : Over::left;
}

http::Entry Arrival::after(Over over) {
  return over == Over::time || over == Over::healed ? let_in() : gone();
}

http::Entry Arrival::let_in() {
  http::Entry entry;
  entry.stream = std::move(stream_);
  if (!heard_.empty()) {
    entry.stream = std::make_unique<rt::BegunStream>(std::move(entry.stream), std::move(heard_));
  }
  return entry;
}

http::Entry Arrival::gone() {
  stream_->end(End::close);
  return {};
}

}  // namespace gameday::proxy
