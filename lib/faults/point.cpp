#include "faults/point.hpp"

#include <fmt/format.h>

namespace gameday::faults {
namespace {

std::string counted(std::uint64_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string place(const Point& point) {
  switch (point.unit) {
    case Point::Unit::headers:
      return "headers";
    case Point::Unit::events:
      return counted(point.count, "event");
    case Point::Unit::deltas:
      return counted(point.count, "delta");
    case Point::Unit::bytes:
      return gameday::to_text(Bytes{point.count});
    case Point::Unit::percent:
      return gameday::to_text(point.part);
    case Point::Unit::time:
      return gameday::to_text(point.time);
    case Point::Unit::finish:
      return "finish";
    case Point::Unit::usage:
      return "usage";
    case Point::Unit::done:
      return "done";
  }
  return {};
}

}  // namespace

std::string to_text(const Point& point) {
  return (point.before ? "before " : "after ") + place(point);
}

bool before_headers(const Point& point) {
  return point.before && point.unit == Point::Unit::headers;
}

}  // namespace gameday::faults
