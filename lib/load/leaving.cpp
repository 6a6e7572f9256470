#include "load/leaving.hpp"

#include <optional>

#include "load/outcome.hpp"
#include "rt/closing.hpp"

namespace gameday::load {

using Unit = faults::Point::Unit;

bool Leaving::at_head() const {
  const faults::Point& point = cut_.point;
  return !point.before && (point.unit == Unit::headers || point.count == 0);
}

bool Leaving::in_stream(std::uint64_t events, std::uint64_t deltas, std::uint64_t bytes) const {
  const faults::Point& point = cut_.point;
  const std::uint64_t seen = point.unit == Unit::events   ? events
                             : point.unit == Unit::deltas ? deltas
                                                          : bytes;
  return !point.before && seen >= point.count;
}

bool Leaving::in_body(const http::Head& head, std::uint64_t bytes) const {
  const faults::Point& point = cut_.point;
  if (point.before) {
    return false;
  }
  if (point.unit == Unit::bytes) {
    return bytes >= point.count;
  }
  const bool known = head.framing == http::Framing::length;
  return known ? bytes * 2 >= head.content_length : bytes > 0;
}

rt::awaitable<void> Leaving::go(rt::World& world, http::Call& call, rt::Bound bound) const {
  if (cut_.how == faults::Cut::How::reset) {
    call.stream().end(End::reset);
    co_return;
  }
  co_await rt::close_politely(world, call.stream(), bound);
}

rt::awaitable<std::unique_ptr<http::Call>> send_only(http::Pool& pool, const Request& request,
                                                     rt::Bound bound,
                                                     record::RequestRecord& record) {
  const std::string message = http::write_request_head(request.head) + request.body;
  // Never an idle connection: whether it had died meanwhile, only an answer would tell.
  auto call = co_await pool.call(bound, true);
  std::optional<http::CallError> error;
  if (!call) {
    error = call.error();
  } else {
    (*call)->begins(request.head.method);
    error = co_await (*call)->write(message, bound);
  }
  if (error) {
    note_failure(record, *error);
    co_return nullptr;
  }
  co_return std::move(*call);
}

}  // namespace gameday::load
