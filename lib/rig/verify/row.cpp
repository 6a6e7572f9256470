#include "rig/verify/row.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "rig/verify/declared.hpp"

namespace gameday::rig {
namespace {

char plain(char letter) {
  return letter == '_' || letter == '-' ? ' ' : letter;
}

}  // namespace

const char* to_text(Shape shape) {
  return shape == Shape::unary ? "unary" : "streamed";
}

Parsed<Row> make_row(std::string name, const scenario::Scenario& scenario,
                     const std::vector<mock::Options>& providers) {
  Row row;
  row.name = std::move(name);
  row.scenario = scenario;
  row.providers = providers;
  for (const auto& [key, value] : scenario.labels) {
    if (key == "failure") {
      row.failure = value;
      const auto known = failure_words();
      if (std::ranges::find(known, value) == known.end()) {
        return {std::nullopt, fmt::format("labels.failure: nothing is promised about \"{}\"{}",
                                          value, did_you_mean(value, known))};
      }
    } else if (key == "control" && (value == "healthy" || value == "slow")) {
      row.kind = value == "slow" ? Row::Kind::slow_control : Row::Kind::control;
    } else if (key == "control") {
      return {std::nullopt, fmt::format("labels.control is healthy or slow, not \"{}\"", value)};
    }
  }
  if (scenario.experiments.size() != 1) {
    return {std::nullopt,
            fmt::format("a row is one experiment; this file has {}", scenario.experiments.size())};
  }
  row.connections = std::ranges::any_of(
      scenario.experiments.front().faults, [](const scenario::PlannedFault& fault) {
        return faults::level_of(fault.injection.deed) <= faults::Level::connection;
      });
  return {std::move(row), {}};
}

std::optional<std::uint16_t> kind_of(const Row& row, Shape shape) {
  const auto& kinds = row.scenario.load.kinds;
  const auto found = std::ranges::find(kinds, shape == Shape::streamed, &load::RequestKind::stream);
  return found == kinds.end() ? std::nullopt
                              : std::optional(static_cast<std::uint16_t>(found - kinds.begin()));
}

bool same_row(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, plain, plain);
}

}  // namespace gameday::rig
