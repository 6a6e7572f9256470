// Every row of expected.tsv, played on a gateway with all its defaults in virtual time.

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "faults/directory.hpp"
#include "rig/verify/measure.hpp"
#include "rt/virtual_world.hpp"
#include "stage.hpp"
#include "trials.hpp"

namespace gameday::test {
namespace {

TEST(Expected, IsWhatACallerSees) {
  const gateway::Options gateway = default_gateway();
  for (const ExpectedRow& row : expected_rows()) {
    if (row.set_up) {
      continue;
    }
    const rig::Row played = playable(row);
    for (const bool streamed : {false, true}) {
      const auto cell = cell_of(row, streamed);
      if (!cell) {
        continue;
      }
      const std::string name = name_of(row, streamed);
      const auto shape = streamed ? rig::Shape::streamed : rig::Shape::unary;
      const auto got = rig::measure_simulated(gateway, played, shape, Seed(1));
      ASSERT_TRUE(got) << name;
      if (cell->attempts) {  // what no provider sees is in no record either
        EXPECT_TRUE(got->met_fault) << name << ": nothing befell it";
      }
      EXPECT_FALSE(got->hang()) << name;
      EXPECT_FALSE(got->silently_broken()) << name << ": " << told(seen_of(*got));
      EXPECT_TRUE(meets(seen_of(*got), *cell)) << name << "\n  expected " << row.cells[streamed]
                                               << ", the caller saw " << told(seen_of(*got));
    }
  }
}

TEST(Expected, AlsoWhereThereIsMoreToIt) {
  for (const ExpectedRow& row : expected_rows()) {
    for (const bool streamed : {false, true}) {
      const auto cell = cell_of(row, streamed);
      if (!row.set_up || !cell) {
        continue;
      }
      rt::VirtualWorld memory{Seed(1)};
      Stage stage(memory.world(), row, default_gateway());
      memory.run(stage.play(streamed));
      EXPECT_TRUE(stage.met_fault()) << name_of(row, streamed) << ": nothing befell it";
      EXPECT_TRUE(meets(stage.seen(), *cell))
          << name_of(row, streamed) << "\n  expected " << row.cells[streamed] << ", the caller saw "
          << told(stage.seen());
    }
  }
}

/// All that the catalogue has is in the table.
TEST(Expected, HasEveryFailure) {
  const auto rows = expected_rows();
  std::string missing;
  for (const faults::DirectoryEntry& entry : faults::directory()) {
    const bool there = std::ranges::find(rows, entry.id, &ExpectedRow::failure) != rows.end();
    if (!entry.id.empty() && !there) {
      missing += fmt::format("{} ", entry.id);
    }
  }
  EXPECT_EQ(missing, "");
}

}  // namespace
}  // namespace gameday::test
