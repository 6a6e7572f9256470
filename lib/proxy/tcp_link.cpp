#include "proxy/tcp_link.hpp"

#include "rt/closing.hpp"
#include "rt/error.hpp"
#include "rt/let_others.hpp"

namespace gameday::proxy {
namespace {

using toxics::Emit;
using toxics::Ending;

// A peer that sends as fast as we read would keep all others waiting: 256 KiB are 100 us of
// copying.
constexpr std::size_t turns_in_a_row = 8;
// To wait without memory for what may come.
constexpr std::span<std::byte> no_room;
// A reset discards what the peer has not taken; one that takes nothing must not put it off.
constexpr Duration reset_drain_time = 1s;

}  // namespace

TcpLink::TcpLink(rt::World& world, Ends ends, rt::Stop& stop, End at_stop, toxics::LinkName name,
                 TcpCounts& counts, std::span<std::byte> scratch)
    : world_(world),
      scratch_(scratch),
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
    tell_of_toxics();
  }
}

void TcpLink::tell_of_toxics() const {
  if (told_ == nullptr || !told_->listens()) {
    return;
  }
  std::vector<std::string> names;
  for (const Way* way : {&up_, &down_}) {
    if (way->machine) {
      way->machine->add_acting(names);
    }
  }
  told_->toxics_act(name_.connection, names);
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
  co_await pump(down_);
  co_await pumps_.join(rt::Bound{});
  if (over_.requested()) {
    co_await break_off();
    co_return;
  }
  client_->end(End::close);
  upstream_->end(End::close);
}

/// One frame a direction: what is read is passed on before anybody else runs, so it stands in the
/// memory that all share, and an idle link holds none.
rt::awaitable<void> TcpLink::pump(Way& way) {
  std::size_t turns = 0;  // without a wait
  while (!way.over && !over_.requested()) {
    if (++turns > turns_in_a_row) {
      co_await rt::let_others(world_);
      turns = 1;
    }
    if (!way.wake || way.wake->requested()) {
      way.wake.emplace(over_);
    }
    if (!transparent(way)) {
      co_await carry_through_toxics(way);
      continue;
    }
    const rt::IoResult got = read(way);
    if (got.ec == rt::IoError::would_block) {
      const rt::Bound bound{never, rt::Limit::none, &*way.wake};
      co_await way.from.read_some(no_room, bound);
      turns = 0;
    } else if (got.ec == rt::IoError::eof) {
      co_await end_way(way, Ending::eof);
    } else if (!got.ec) {
      const std::span<const std::byte> rest = write_some(way, scratch_.first(got.n));
      if (!rest.empty()) {
        const toxics::Slice kept(rest);
        co_await write(way, kept.bytes());
      }
    }
  }
  way.wake.reset();
}

/// What the chain lets out now; else waits for its next time, or for more to put in.
rt::awaitable<void> TcpLink::carry_through_toxics(Way& way) {
  const Emit emit = way.machine->pull(world_.now());
  if (emit.what == Emit::What::bytes) {
    const std::span<const std::byte> rest = write_some(way, emit.bytes.bytes());
    if (!rest.empty()) {
      co_await write(way, rest);
    }
    co_return;
  }
  if (emit.what == Emit::What::end) {
    co_await end_way(way, emit.how);
    co_return;
  }
  const rt::Bound until{emit.until, rt::Limit::none, &*way.wake};
  if (!way.machine->wants_input()) {
    co_await rt::sleep(world_, until);
    co_return;
  }
  const rt::IoResult got = read(way);
  if (got.ec == rt::IoError::would_block) {
    co_await way.from.read_some(no_room, until);
  } else if (got.ec == rt::IoError::eof) {
    way.machine->finish(world_.now());
  } else if (!got.ec) {
    way.machine->push(scratch_.first(got.n), world_.now());
  }
}

/// Into the shared memory. An end that is lost ends the link.
rt::IoResult TcpLink::read(Way& way) {
  const rt::IoResult got = way.from.try_read(scratch_);
  if (!got.ec) {
    way.counts.received += got.n;
    if (watch_ && &way == &up_) {
      watch_(scratch_.first(got.n));
    }
  } else if (got.ec != rt::IoError::eof && got.ec != rt::IoError::would_block) {
    lost(way.from);
  }
  return got;
}

/// What there is room for, without waiting; the rest. Nothing is left to write to one that is lost.
std::span<const std::byte> TcpLink::write_some(Way& way, std::span<const std::byte> bytes) {
  const rt::asio::const_buffer whole(bytes.data(), bytes.size());
  const rt::IoResult wrote = way.into.try_write(std::span(&whole, 1));
  if (wrote.ec && wrote.ec != rt::IoError::would_block) {
    lost(way.into);
    return {};
  }
  way.counts.sent += wrote.n;
  return bytes.subspan(wrote.n);
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
