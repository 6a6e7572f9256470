// expect: which checks must hold, arm by arm.
#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_checks = 64;  // of one arm in one experiment

class Checks {
 public:
  Checks(Problems& problems, const GameDay& day) : problems_(problems), day_(day) {
    for (const scenario::Arm& arm : day.scenario.arms) {
      arms_.push_back(arm.name);
    }
  }

  std::optional<std::uint16_t> arm(const Member& member, const std::string& path) {
    return index_of(member.key, arms_, "arm", member.place, path, problems_);
  }

  std::optional<scenario::Promise> read(std::uint16_t arm, const Value& item,
                                        const std::string& path) {
    if (item.kind != Value::Kind::text) {
      problems_.error(item.place, path,
                      fmt::format("a check is one text such as \"failed == 0\"; here stands {}",
                                  kind_words(item)));
      return std::nullopt;
    }
    auto parsed = verdict::parse_expectation(item.text);
    if (!parsed) {
      problems_.error(item.place, path, std::move(parsed.problem));
      return std::nullopt;
    }
    scenario::Promise promise;
    promise.arm = arm;
    promise.expectation = std::move(*parsed.value);
    promise.place = is_override(item.place) ? Place{} : item.place;
    check(promise, item.place, path);
    return promise;
  }

 private:
  void check(const scenario::Promise& promise, const Place& place, const std::string& path) {
    const verdict::Expectation& expected = promise.expectation;
    if (expected.metric == verdict::Metric::served_by) {
      index_of(expected.subject, day_.scenario.providers, "provider", place, path, problems_);
    }
    if (expected.metric == verdict::Metric::good && !day_.scenario.slo_answer) {
      problems_.error(place, path,
                      "`good` counts answers within slo.answer; add slo: {answer: 5s}");
    }
    if (expected.kind == verdict::Expectation::Kind::factor) {
      const auto other = index_of(expected.other_arm, arms_, "arm", place, path, problems_);
      if (other == promise.arm) {
        problems_.error(place, path, "compares the arm with itself; name another arm");
      }
    }
  }

  Problems& problems_;
  const GameDay& day_;
  std::vector<std::string> arms_;
};

}  // namespace

void read_expectations(MapReader& map, Reading& reading, const GameDay& day,
                       std::vector<scenario::Promise>& promises) {
  if (!map.has("expect")) {
    map.take("expect");
    return;
  }
  const Value* found =
      map_of(map, "expect", most_arms, "expect: {tuned gateway: [\"failed == 0\"]}");
  if (found == nullptr) {
    return;
  }
  Checks checks(reading.problems, day);
  for (const Member& member : found->members) {
    const std::string path = map.path_of("expect") + '.' + member.key;
    const auto arm = checks.arm(member, path);
    if (!arm) {
      continue;
    }
    const Value& value = member.value;
    if (value.kind == Value::Kind::text) {
      if (auto promise = checks.read(*arm, value, path)) {
        promises.push_back(std::move(*promise));
      }
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
      if (auto promise = checks.read(*arm, value.items[at], fmt::format("{}[{}]", path, at))) {
        promises.push_back(std::move(*promise));
      }
    }
  }
}

}  // namespace gameday::config
