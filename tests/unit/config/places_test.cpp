// A finding's key path becomes a place of the file, or of what stands around it.

#include <gtest/gtest.h>

#include "config/gateway_places.hpp"
#include "syntax/json.hpp"

namespace gameday::config {
namespace {

using namespace syntax;

Value tree(std::string_view json) {
  Problems problems("gw.json");
  return parse_json(json, problems).value();
}

TEST(Places, AreThoseOfTheFirstPathThatIsThere) {
  const Value root = tree("{\n  \"retry\": {\"max\": 1},\n  \"fallbacks\": [\"a/m\",\n \"b/m\"]}");
  const Spot max = spot_of(root, {{"providers", "a", "retry", "max"}, {"retry", "max"}});
  EXPECT_EQ(max.path, "retry.max");
  EXPECT_EQ(max.place.line, 2U);
  EXPECT_EQ(max.place.column, 13U);
  const Spot second = spot_of(root, {{"fallbacks", "1"}});
  EXPECT_EQ(second.path, "fallbacks[1]");
  EXPECT_EQ(second.place.line, 4U);
  EXPECT_EQ(spot_of(root, {{"fallbacks", "7"}, {"fallbacks", "x"}, {"nothing"}}).path, "");
  EXPECT_EQ(spot_of(root, {}).place.line, 1U);
}

}  // namespace
}  // namespace gameday::config
