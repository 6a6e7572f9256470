#include "report/ci/junit.hpp"

#include <vector>

#include <fmt/format.h>

#include "report/lines.hpp"
#include "report/words.hpp"
#include "report/xml.hpp"

namespace gameday::report {
namespace {

using verdict::CheckResult;
using verdict::Ruling;

// A name is cut where a test report shows it; the whole of it stands in the run's own documents.
constexpr std::size_t longest_name = 200;

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, xml_text(cut(value, longest_name)));
}

struct Suite {
  std::string name;
  double seconds = 0;
  std::string cases;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

void add_case(Suite& suite, std::string_view of, std::string_view name, const char* ill,
              std::string_view message) {
  suite.tests += 1;
  suite.cases += "    <testcase" + attribute("classname", of) + attribute("name", name);
  if (ill == nullptr) {
    suite.cases += "/>\n";
    return;
  }
  ++(std::string_view(ill) == "failure" ? suite.failures : suite.errors);
  suite.cases +=
      fmt::format(">\n      <{}{}/>\n    </testcase>\n", ill, attribute("message", message));
}

void add_check(Suite& suite, const CheckResult& check) {
  const std::string name = check_words(check);
  if (check.ruling == Ruling::pass) {
    add_case(suite, suite.name, name, nullptr, {});
  } else if (check.ruling == Ruling::fail) {
    add_case(suite, suite.name, name, "failure",
             fmt::format("saw {} ({})", observed_words(check), sample_words(check)));
  } else {
    add_case(suite, suite.name, name, "error", "inconclusive: " + check.reason);
  }
}

double seconds_of(const verdict::ExperimentFacts& facts) {
  return to_seconds(facts.baseline + facts.fault + facts.recovery);
}

// What keeps an experiment or a run from being judged is nobody's check, and would be missed among
// them. A check that is inconclusive by itself has said so.
bool unjudged(Ruling ruling, const std::vector<std::string>& reasons) {
  return ruling == Ruling::inconclusive ? !reasons.empty()
                                        : ruling != Ruling::pass && ruling != Ruling::fail;
}

std::vector<Suite> suites_of(const Document& document, std::size_t at) {
  const verdict::ExperimentFacts& facts = document.facts.experiments[at];
  const verdict::ExperimentVerdict& verdict = document.verdict.experiments[at];
  std::vector<Suite> suites;
  if (unjudged(verdict.ruling, verdict.reasons)) {
    Suite suite{facts.name, seconds_of(facts), {}, 0, 0, 0};
    const std::string why = verdict.reasons.empty() ? "" : ": " + joined(verdict.reasons, "; ");
    add_case(suite, suite.name, "the experiment was judged", "error", word(verdict.ruling) + why);
    suites.push_back(std::move(suite));
  }
  for (std::uint16_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    Suite suite{facts.name + " · " + document.facts.arms[arm].name, seconds_of(facts), {}, 0, 0, 0};
    for (const CheckResult& check : verdict.checks) {
      if (check.arm == arm) {
        add_check(suite, check);
      }
    }
    if (suite.tests > 0) {
      suites.push_back(std::move(suite));
    }
  }
  return suites;
}

// Of the run as a whole: records dropped, a signal. Without it such a run could look green.
Suite run_suite(const Document& document) {
  Suite suite{document.facts.title, 0, {}, 0, 0, 0};
  const verdict::Verdict& verdict = document.verdict;
  if (unjudged(verdict.ruling, verdict.reasons)) {
    const std::string why = verdict.reasons.empty() ? "" : ": " + joined(verdict.reasons, "; ");
    add_case(suite, suite.name, "the run was judged", "error", word(verdict.ruling) + why);
  }
  return suite;
}

}  // namespace

std::string junit(const Document& document) {
  std::vector<Suite> suites;
  if (Suite whole = run_suite(document); whole.tests > 0) {
    suites.push_back(std::move(whole));
  }
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    for (Suite& suite : suites_of(document, at)) {
      suites.push_back(std::move(suite));
    }
  }
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::string body;
  for (const Suite& suite : suites) {
    tests += suite.tests;
    failures += suite.failures;
    errors += suite.errors;
    body += fmt::format(
        "  <testsuite{} tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\""
        " time=\"{:.3f}\">\n{}  </testsuite>\n",
        attribute("name", suite.name), suite.tests, suite.failures, suite.errors, suite.seconds,
        suite.cases);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites{} tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}"
      "</testsuites>\n",
      attribute("name", document.facts.title), tests, failures, errors, body);
}

}  // namespace gameday::report
