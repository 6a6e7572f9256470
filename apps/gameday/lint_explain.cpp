// gameday lint --explain: what a rule looks for, and why.

#include <fmt/format.h>

#include "base/problem.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "gateway/lint/finding.hpp"
#include "lint.hpp"
#include "report/lines.hpp"

namespace gameday::app {

int explain_all() {
  std::size_t names = 0;
  for (const gateway::lint::Rule& rule : gateway::lint::rules()) {
    names = std::max(names, report::width(rule.name));
  }
  for (const gateway::lint::Rule& rule : gateway::lint::rules()) {
    fmt::print("{}  {}\n", report::pad_right(rule.name, names), rule.summary);
  }
  return exit_pass;
}

int explain_rule(const std::string& name) {
  const gateway::lint::Rule* rule = gateway::lint::find_rule(name);
  if (rule == nullptr) {
    std::vector<std::string_view> known;
    for (const gateway::lint::Rule& one : gateway::lint::rules()) {
      known.push_back(one.name);
    }
    print_error(fmt::format("there is no rule \"{}\"{}; gameday lint --explain lists them", name,
                            did_you_mean(name, known)));
    return exit_invalid;
  }
  fmt::print("{}: {}\n\n", rule->name, rule->summary);
  for (const std::string& line : report::wrap(rule->why, look_of(1).used())) {
    fmt::print("{}\n", line);
  }
  fmt::print("\nFound:   {}\nBetter:  {}\n", rule->before, rule->after);
  return exit_pass;
}

}  // namespace gameday::app
