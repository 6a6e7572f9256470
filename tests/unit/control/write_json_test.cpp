// How numbers and odd names are written; whole answers stand in the contract's table.

#include "control/write_json.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace gameday::control {
namespace {

TEST(WriteFloat, IsTheShortestTextAsGoHasIt) {
  EXPECT_EQ(write_float(1), "1");
  EXPECT_EQ(write_float(0), "0");
  EXPECT_EQ(write_float(0.3F), "0.3");
  EXPECT_EQ(write_float(0.1F + 0.2F), "0.3");
  EXPECT_EQ(write_float(1.0F / 3), "0.33333334");
  EXPECT_EQ(write_float(0.000001F), "0.000001");
  EXPECT_EQ(write_float(0.0000001F), "1e-7");
  EXPECT_EQ(write_float(1.5e-10F), "1.5e-10");
  EXPECT_EQ(write_float(std::numeric_limits<float>::denorm_min()), "1e-45");
  EXPECT_EQ(write_float(std::nextafter(1.0F, 0.0F)), "0.99999994");
}

TEST(WriteError, EscapesWhatItQuotes) {
  EXPECT_EQ(write_error({500, "a \"b\"\n\xff"}),
            "{\"error\":\"a \\\"b\\\"\\n\xEF\xBF\xBD\",\"status\":500}\n");
}

TEST(WriteToxic, HasItsLeaseBehindTheRest) {
  ToxicSpec spec;
  spec.toxic.name = "t";
  spec.stream = "UPSTREAM";
  spec.lease.length = 1500ms;
  EXPECT_EQ(write_toxic(spec),
            R"({"attributes":{},"name":"t","type":"noop","stream":"UPSTREAM","toxicity":1,)"
            R"("lease_ms":1500})");
}

}  // namespace
}  // namespace gameday::control
