#include "proxy/tcp_link.hpp"

#include "rt/closing.hpp"
#include "rt/error.hpp"

namespace gameday::proxy {
namespace {

using toxics::Emit;
using toxics::Ending;

// Requests and events of a stream fit; a link that is idle holds two of them.
constexpr std::size_t usual_read = 2 * 1024;
// While reads come back full, a body is on its way: fewer and larger ones (half a socket's buffer).
constexpr std::size_t large_read = 32 * 1024;
// A reset discards what the peer has not taken; one that takes nothing must not put it off.
constexpr Duration reset_drain_time = 1s;

}  // namespace

TcpLink::TcpLink(rt::World& world, Ends ends, rt::Stop& stop, End at_stop, toxics::LinkName name,
                 TcpCounts& counts)
    : world_(world),
      client_(std::move(ends.client)),
      upstream_(std::move(ends.upstream)),
      stop_(stop),
      at_stop_(at_stop),
      over_(stop),
      pumps_(world.executor),
      name_(std::move(name)),
      counts_(counts),
      up_{*client_, *upstream_, counts.upstream},
      down_{*upstream_, *client_, counts.downstream} {}

void TcpLink::adopt(const Toxics& toxics) {
  adopt(up_, toxics.upstream);
  adopt(down_, toxics.downstream);
  const auto acts = [](const Way& way) { return way.machine && way.machine->acting() > 0; };
  if (!hit_ && (acts(up_) || acts(down_))) {
    hit_ = true;
    ++counts_.hit;
  }
}

void TcpLink::adopt(Way& way, const toxics::LinkPlanPtr& plan) {
  if (!plan || (!way.machine && plan->toxics.empty())) {
    return;
  }
  if (!way.machine) {
    way.machine = std::make_unique<toxics::LinkMachine>(name_);
  }
  if (way.machine->adopt(plan, world_.now()) && way.wake) {
    way.wake->request(rt::Why::plan_changed);
  }
}

rt::awaitable<void> TcpLink::run() {
  pumps_.spawn("proxy: tcp, upwards", pump(up_));
  pumps_.spawn("proxy: tcp, downwards", pump(down_));
  co_await pumps_.join(rt::Bound{});
  if (over_.requested()) {
    co_await break_off();
    co_return;
  }
  client_->end(End::close);
  upstream_->end(End::close);
}

rt::awaitable<void> TcpLink::pump(Way& way) {
  Block block(usual_read);
  while (!way.over && !over_.requested()) {
    if (!way.wake || way.wake->requested()) {
      way.wake.emplace(over_);
    }
    if (transparent(way)) {
      co_await carry(way, block);
    } else {
      co_await carry_through_toxics(way, block);
    }
  }
  way.wake.reset();
}

/// One read, passed on as it is.
rt::awaitable<void> TcpLink::carry(Way& way, Block& block) {
  const rt::IoResult got = co_await read(way, block, never);
  if (got.ec == rt::IoError::eof) {
    if (transparent(way)) {
      co_await end_way(way, Ending::eof);
    } else {  // toxics came while it was read
      way.machine->finish(world_.now());
    }
  }
  if (got.ec) {
    co_return;
  }
  const auto bytes = std::span<const std::byte>(block.room()).first(got.n);
  if (!transparent(way)) {
    way.machine->push(bytes, world_.now());
    co_return;
  }
  co_await write(way, bytes);
  if (got.n == block.size && block.size != large_read) {
    block = Block(large_read);
  } else if (got.n < usual_read && block.size != usual_read) {
    block = Block(usual_read);
  }
}

/// What the chain lets out now; else waits for its next time, or for more to put in.
rt::awaitable<void> TcpLink::carry_through_toxics(Way& way, Block& block) {
  const Emit emit = way.machine->pull(world_.now());
  if (emit.what == Emit::What::bytes) {
    co_await write(way, emit.bytes.bytes());
    co_return;
  }
  if (emit.what == Emit::What::end) {
    co_await end_way(way, emit.how);
    co_return;
  }
  if (!way.machine->wants_input()) {
    const rt::Bound until{emit.until, rt::Limit::none, &*way.wake};
    co_await rt::sleep(world_, until);
    co_return;
  }
  if (block.size != large_read) {
    block = Block(large_read);
  }
  const rt::IoResult got = co_await read(way, block, emit.until);
  if (got.ec == rt::IoError::eof) {
    way.machine->finish(world_.now());
  } else if (!got.ec) {
    way.machine->push(std::span<const std::byte>(block.room()).first(got.n), world_.now());
  }
}

/// A lost end ends the link; a time that is over, or a new chain, took nothing.
rt::awaitable<rt::IoResult> TcpLink::read(Way& way, Block& block, TimePoint until) {
  const rt::Bound bound{until, rt::Limit::none, &*way.wake};
  const rt::IoResult got = co_await way.from.read_some(block.room(), bound);
  if (!got.ec) {
    way.counts.received += got.n;
    if (watch_ && &way == &up_) {
      watch_(std::span<const std::byte>(block.room()).first(got.n));
    }
  } else if (got.ec != rt::IoError::eof && got.ec != rt::IoError::timed_out &&
             got.ec != rt::IoError::stopped) {
    lost(way.from);
  }
  co_return got;
}

rt::awaitable<void> TcpLink::write(Way& way, std::span<const std::byte> bytes) {
  const rt::Bound bound{never, rt::Limit::none, &over_};
  const rt::asio::const_buffer whole(bytes.data(), bytes.size());
  const error_code ec = co_await rt::write_all(way.into, std::span(&whole, 1), bound);
  if (!ec) {
    way.counts.sent += bytes.size();
  } else {
    lost(way.into);
  }
}

void TcpLink::lost(rt::ByteStream& gone) {
  if (!over_.requested()) {
    gone_ = &gone;
    over_.request(rt::Why::plan_changed);
  }
}

rt::awaitable<void> TcpLink::end_way(Way& way, Ending how) {
  way.over = true;
  if (how == Ending::eof) {
    way.into.end(End::half_close);
    const rt::Bound bound{never, rt::Limit::none, &over_};
    co_await way.into.said(bound);
  } else if (!over_.requested()) {
    ending_ = how;
    over_.request(rt::Why::plan_changed);
  }
}

/// What came before a peer's reset is delivered first; at the proxy's own end nothing is, and a
/// toxic's reset discards what has not been taken.
rt::awaitable<void> TcpLink::break_off() {
  if (ending_ == Ending::close && !stop_.requested()) {
    const rt::Bound bound{never, rt::Limit::none, &stop_};
    upstream_->end(End::half_close);
    co_await rt::close_politely(world_, *client_, bound);
    co_await rt::close_politely(world_, *upstream_, bound);
    co_return;
  }
  for (rt::ByteStream* const end : {client_.get(), upstream_.get()}) {
    if (end != gone_ && !stop_.requested() && ending_ == Ending::none) {
      const TimePoint due = later(world_.now(), reset_drain_time);
      const rt::Bound draining{due, rt::Limit::drain, &stop_};
      co_await rt::drained(world_, *end, draining);
    }
    end->end(stop_.requested() ? at_stop_ : End::reset);
  }
}

}  // namespace gameday::proxy
