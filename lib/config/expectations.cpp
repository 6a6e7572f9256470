// expect and expect_recovery: which checks must hold, arm by arm.
#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_checks = 64;  // of one arm in one experiment

void check_names(const verdict::Expectation& expected, const Place& place, const std::string& path,
                 const GameDay& day, Problems& problems) {
  if (expected.metric == verdict::Metric::served_by) {
    index_of(expected.subject, day.scenario.providers, "provider", place, path, problems);
  }
  if (expected.metric == verdict::Metric::good && !day.scenario.slo_answer) {
    problems.error(place, path, "`good` counts answers within slo.answer; add slo: {answer: 5s}");
  }
  if (expected.kind == verdict::Expectation::Kind::factor) {
    index_of(expected.other_arm, arm_names(day), "arm", place, path, problems);
  }
}

/// The checks of one arm.
class Checks {
 public:
  Checks(std::uint16_t arm, const GameDay& day, Problems& problems,
         std::vector<scenario::Promise>& promises)
      : arm_(arm), day_(day), problems_(problems), promises_(promises) {}

  void add(const Value& item, const std::string& path) {
    auto expectation = read_check(item, path, day_, problems_);
    if (!expectation) {
      return;
    }
    if (expectation->kind == verdict::Expectation::Kind::factor &&
        expectation->other_arm == day_.scenario.arms[arm_].name) {
      problems_.error(item.place, path, "compares the arm with itself; name another arm");
    }
    scenario::Promise promise;
    promise.arm = arm_;
    promise.expectation = std::move(*expectation);
    promise.place = is_override(item.place) ? Place{} : item.place;
    promises_.push_back(std::move(promise));
  }

 private:
  std::uint16_t arm_;
  const GameDay& day_;
  Problems& problems_;
  std::vector<scenario::Promise>& promises_;
};

}  // namespace

std::optional<verdict::Expectation> read_check(const Value& item, const std::string& path,
                                               const GameDay& day, Problems& problems) {
  if (item.kind != Value::Kind::text) {
    problems.error(item.place, path,
                   fmt::format("a check is one text such as \"failed == 0\"; here stands {}",
                               kind_words(item)));
    return std::nullopt;
  }
  auto parsed = verdict::parse_expectation(item.text);
  if (!parsed) {
    problems.error(item.place, path, std::move(parsed.problem));
    return std::nullopt;
  }
  check_names(*parsed.value, item.place, path, day, problems);
  return std::move(parsed.value);
}

void read_expectations(MapReader& map, std::string_view key, Reading& reading, const GameDay& day,
                       std::vector<scenario::Promise>& promises) {
  if (!map.has(key)) {
    map.take(key);
    return;
  }
  const Value* found =
      map_of(map, key, most_arms, fmt::format("{}: {{tuned gateway: [\"failed == 0\"]}}", key));
  if (found == nullptr) {
    return;
  }
  for (const Member& member : found->members) {
    const std::string path = map.path_of(key) + '.' + member.key;
    const auto arm =
        index_of(member.key, arm_names(day), "arm", member.place, path, reading.problems);
    if (!arm) {
      continue;
    }
    Checks checks(*arm, day, reading.problems, promises);
    const Value& value = member.value;
    if (value.kind == Value::Kind::text) {
      checks.add(value, path);
      continue;
    }
    if (value.kind != Value::Kind::list || value.items.empty() ||
        value.items.size() > most_checks) {
      reading.problems.error(member.place, path,
                             fmt::format("takes a list of 1 to {} checks such as "
                                         "[\"failed == 0\"]",
                                         most_checks));
      continue;
    }
    for (std::size_t at = 0; at < value.items.size(); ++at) {
      checks.add(value.items[at], fmt::format("{}[{}]", path, at));
    }
  }
}

}  // namespace gameday::config
