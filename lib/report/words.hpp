#pragma once
// How a run is spoken of: its word, its tally, what a check saw, where the fault really was.

#include <string>
#include <vector>

#include "report/document.hpp"

namespace gameday::report {

/// `PASS`, `BASELINE UNHEALTHY`
std::string word(verdict::Ruling ruling);
/// `MOCK PROVIDERS`, `SIMULATED`: what a reader must know before any number.
std::vector<std::string> badges(const verdict::RunFacts& facts);

struct CheckTally {
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t inconclusive = 0;
  std::size_t all() const { return pass + fail + inconclusive; }
};
CheckTally tally(const verdict::Verdict& verdict);
/// `3 experiments: 2 pass, 1 fail. 13 checks: 11 pass, 1 fail, 1 inconclusive.`
std::string tally_words(const verdict::Verdict& verdict);

/// `failed == 0`, `failed == 0 in recovery`
std::string check_words(const verdict::CheckResult& check);
/// `4.8 s`, or `not given` where nothing can be said.
std::string observed_words(const verdict::CheckResult& check);
/// `4.5 to 5.2 s`; `≤ 0.9 %` where nothing failed; empty: there is none.
std::string interval_words(const verdict::CheckResult& check);
/// `n 320, 4.5 to 5.2 s`
std::string sample_words(const verdict::CheckResult& check);

/// `fault injected into 100 %, 50 %, 100 % of openai's attempts`; empty: nothing to inject.
std::string injected_words(const Document& document);

/// `tuned gateway` of the hypothesis, else the last arm.
std::size_t main_arm(const verdict::RunFacts& facts);

}  // namespace gameday::report
