// What differs between two runs besides their records, and how a metric's change is said.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/compare/compare.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"
#include "report/text_diff.hpp"

namespace gameday::report {
namespace {

constexpr std::size_t hash_digits = 8;

void add(std::vector<SetChange>& out, std::string_view what, const std::string& before,
         const std::string& after) {
  if (before != after) {
    out.push_back({fmt::format("{} {} → {}", what, before.empty() ? "none" : before,
                               after.empty() ? "none" : after),
                   {}});
  }
}

void add_configs(std::vector<SetChange>& out, const ComparedRuns& runs) {
  for (const verdict::ArmFacts& before : runs.before.arms) {
    const auto after = std::ranges::find(runs.after.arms, before.name, &verdict::ArmFacts::name);
    if (after == runs.after.arms.end()) {
      continue;
    }
    add(out, before.name + ": kind", before.kind, after->kind);
    if (before.config != after->config) {
      out.push_back({fmt::format("{}: {}", before.name, after->config_file),
                     differing_lines(before.config, after->config)});
    }
  }
}

std::string signed_amount(const verdict::Amount& amount) {
  const verdict::Amount size{amount.unit, std::abs(amount.value)};
  std::string text = (amount.value < 0 ? "−" : "+") + report::amount(size);
  if (amount.unit == verdict::Amount::Unit::share) {
    text.replace(text.find(" %"), 2, "");  // of a share's difference: points
  }
  return text;
}

bool given(const verdict::Measured& measured) {
  return measured.amount && measured.too_weak.empty();
}

}  // namespace

std::vector<SetChange> set_changes(const ComparedRuns& runs) {
  std::vector<SetChange> out;
  add(out, "gameday", runs.before.version, runs.after.version);
  add(out, "build", runs.before.host.build, runs.after.host.build);
  add(out, "seed", std::to_string(runs.before.seed), std::to_string(runs.after.seed));
  add(out, "plan", runs.before.plan_hash.substr(0, hash_digits),
      runs.after.plan_hash.substr(0, hash_digits));
  add(out, "on the command line:", joined(runs.before.overrides, ", "),
      joined(runs.after.overrides, ", "));
  if (runs.before.scenario_text != runs.after.scenario_text) {
    out.push_back({runs.after.scenario_file,
                   differing_lines(runs.before.scenario_text, runs.after.scenario_text)});
  }
  add_configs(out, runs);
  return out;
}

std::vector<std::string> comparison_caveats(const ComparedRuns& runs) {
  std::vector<std::string> out;
  if (runs.before.simulated != runs.after.simulated) {
    out.emplace_back("one run was simulated, the other was not");
  }
  if (runs.before.mock_providers != runs.after.mock_providers) {
    out.emplace_back("one run had mock providers, the other real ones");
  }
  if (runs.before.rate != runs.after.rate) {
    out.push_back(fmt::format("the load was {:g} requests per second, then {:g}", runs.before.rate,
                              runs.after.rate));
  }
  for (const auto& [facts, name] :
       {std::pair{&runs.before, &runs.before_name}, std::pair{&runs.after, &runs.after_name}}) {
    if (facts->end != verdict::RunEnd::finished) {
      out.push_back(*name + " did not finish");
    }
    if (facts->records_dropped > 0) {
      out.push_back(*name + " has lost records");
    }
  }
  return out;
}

std::string before_words(const verdict::MetricChange& change) {
  return given(change.before) ? amount(*change.before.amount) : "n/a";
}

std::string after_words(const verdict::MetricChange& change) {
  return given(change.after) ? amount(*change.after.amount) : "n/a";
}

std::string difference_words(const verdict::MetricChange& change) {
  if (change.change == verdict::Change::unclear) {
    return change.why;
  }
  if (change.change == verdict::Change::same) {
    return {};
  }
  if (change.single) {
    return "one observation, no interval";
  }
  if (!change.difference) {
    return "never on one side";
  }
  const auto unit = change.before.amount->unit;
  return signed_amount({unit, change.difference->low}) + " to " +
         signed_amount({unit, change.difference->high}) +
         (unit == verdict::Amount::Unit::share ? " points" : "");
}

const char* to_text(verdict::Change change) {
  switch (change) {
    case verdict::Change::same:
      return "same";
    case verdict::Change::better:
      return "better";
    case verdict::Change::worse:
      return "worse";
    case verdict::Change::unclear:
      return "unclear";
  }
  return "";
}

const char* to_text(verdict::Regressed regressed) {
  switch (regressed) {
    case verdict::Regressed::no:
      return "held";
    case verdict::Regressed::yes:
      return "regressed";
    case verdict::Regressed::unclear:
      return "unclear";
  }
  return "";
}

int comparison_exit_code(const std::vector<verdict::RegressionResult>& regressions) {
  const auto any = [&](verdict::Regressed wanted) {
    return std::ranges::any_of(regressions, [&](const verdict::RegressionResult& result) {
      return result.regressed == wanted;
    });
  };
  return any(verdict::Regressed::yes) ? 1 : any(verdict::Regressed::unclear) ? 3 : 0;
}

}  // namespace gameday::report
