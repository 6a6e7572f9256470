#include "faults/deeds.hpp"
#include "faults/points.hpp"

namespace gameday::faults {
namespace {

Cut::How how_of(std::string_view word) {
  return word == "fin"     ? Cut::How::fin
         : word == "clean" ? Cut::How::clean
         : word == "eof"   ? Cut::How::eof
                           : Cut::How::reset;
}

}  // namespace

std::optional<Cut> read_end(MapReader& map) {
  auto inside = map.inner("end");
  if (!inside) {
    return std::nullopt;
  }
  const auto point = read_point(*inside);
  Cut cut;
  cut.point = point.value_or(Point{});
  cut.how = read_how(*inside, {"reset", "fin", "clean", "eof"});
  inside->finish();
  const bool closes = cut.how == Cut::How::reset || cut.how == Cut::How::fin;
  if (point && before_headers(*point) && !closes) {
    inside->error("how", "an answer that has not begun can only end by reset or fin");
  }
  return point ? std::optional(cut) : std::nullopt;
}

Cut::How read_how(MapReader& map, const Words& known) {
  return how_of(read_word(map, "how", known, "way to end an answer"));
}

}  // namespace gameday::faults
