#include "faults/clients.hpp"

#include <fmt/format.h>

#include "faults/spoken.hpp"

namespace gameday::faults {
namespace {

/// What a reader of the answer sees coming: not its end, which is too late to leave.
bool can_leave_at(const Point& point) {
  using Unit = Point::Unit;
  if (point.before) {
    return point.unit == Unit::headers;
  }
  return point.unit == Unit::headers || point.unit == Unit::events || point.unit == Unit::deltas ||
         point.unit == Unit::bytes;
}

}  // namespace

std::string client_problem(const Injection& injection) {
  const Deed& deed = injection.deed;
  const Selectors& selectors = injection.selectors;
  Deed rest = deed;
  rest.cut.reset();
  if (!deed.cut || level_of(deed) <= Level::connection || acts_on_attempts(rest)) {
    return "clients can only leave; write end: {after: 3 deltas, how: fin}, or fault: client-gone";
  }
  if (deed.cut->how != Cut::How::fin && deed.cut->how != Cut::How::reset) {
    return "a client leaves by fin or reset; write end: {after: 3 deltas, how: fin}";
  }
  if (!can_leave_at(deed.cut->point)) {
    return "a client leaves before: headers, or after: headers, N deltas, N events or a size such "
           "as 512B";
  }
  const bool of_proxies =
      !selectors.paths.empty() || !selectors.methods.empty() || !selectors.keys.empty() ||
      !selectors.fields.empty() || selectors.body_over || selectors.above_rate ||
      !selectors.replicas.empty() || selectors.per == Per::key || selectors.per == Per::connection;
  return of_proxies ? "clients are chosen by share, first, skip, every, sequence, model and stream "
                      "(per: request or model)"
                    : "";
}

std::string only_for_clients(const Injection& injection) {
  return injection.slug == "client-gone"
             ? "client-gone is what clients do; write into: clients, or fault: reset-mid-stream"
             : "";
}

std::string describe_client(const Injection& injection) {
  const Cut& cut = *injection.deed.cut;
  return fmt::format("the client leaves by {} {}, {}", cut.how == Cut::How::fin ? "FIN" : "RST",
                     to_text(cut.point), spoken_of(injection.selectors, "request"));
}

}  // namespace gameday::faults
