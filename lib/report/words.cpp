#include "report/words.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/lines.hpp"

namespace gameday::report {
namespace {

using verdict::CheckResult;
using verdict::Ruling;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char letter) {
    return static_cast<char>(std::tolower(letter));
  });
  return text;
}

// What the fault proxies of all arms counted for a provider: injected, of what reached them.
std::map<std::uint16_t, std::string> injected_shares(const verdict::ExperimentSummary& summary) {
  struct Counts {
    std::uint64_t seen = 0;
    std::uint64_t injected = 0;
  };
  std::map<std::pair<std::uint16_t, std::uint16_t>, Counts> by_arm;
  std::map<std::uint16_t, std::string> shares;
  for (const verdict::Audit& audit : summary.audits) {
    if (audit.provider == record::into_clients) {
      continue;  // no attempt of anybody
    }
    if (audit.counts.shut > Duration::zero()) {
      shares[audit.provider] = "none (its port was shut)";
      continue;
    }
    if (audit.counts.dns > Duration::zero()) {
      shares[audit.provider] = "none (lookups of its name were hit)";
      continue;
    }
    if (audit.counts.connections) {
      shares[audit.provider] = "none (its connections were hit)";
      continue;
    }
    Counts& counts = by_arm[{audit.provider, audit.arm}];
    counts.seen = std::max(counts.seen, audit.counts.seen);  // the first of a list sees them all
    counts.injected += audit.counts.injected;
  }
  std::map<std::uint16_t, Counts> by_provider;
  for (const auto& [place, counts] : by_arm) {
    by_provider[place.first].seen += counts.seen;
    by_provider[place.first].injected += counts.injected;
  }
  for (const auto& [provider, counts] : by_provider) {
    shares[provider] =
        counts.seen == 0 ? "none" : share(std::min(counts.injected, counts.seen), counts.seen);
  }
  return shares;
}

}  // namespace

std::string word(Ruling ruling) {
  std::string text = verdict::to_text(ruling);
  std::ranges::transform(text, text.begin(), [](unsigned char letter) {
    return letter == '_' ? ' ' : static_cast<char>(std::toupper(letter));
  });
  return text;
}

std::vector<std::string> badges(const verdict::RunFacts& facts) {
  std::vector<std::string> badges;
  if (facts.mock_providers) {
    badges.emplace_back("MOCK PROVIDERS");
  }
  if (facts.simulated) {
    badges.emplace_back("SIMULATED");
  }
  return badges;
}

CheckTally tally(const verdict::Verdict& verdict) {
  CheckTally tally;
  for (const verdict::ExperimentVerdict& experiment : verdict.experiments) {
    for (const CheckResult& check : experiment.checks) {
      ++(check.ruling == Ruling::pass   ? tally.pass
         : check.ruling == Ruling::fail ? tally.fail
                                        : tally.inconclusive);
    }
  }
  return tally;
}

std::string tally_words(const verdict::Verdict& verdict) {
  const auto list = [](const std::vector<std::pair<std::string, std::size_t>>& counts) {
    std::vector<std::string> parts;
    for (const auto& [name, number] : counts) {
      if (number > 0) {
        parts.push_back(fmt::format("{} {}", number, name));
      }
    }
    return parts.empty() ? std::string() : ": " + joined(parts, ", ");
  };
  const auto number_of = [](std::size_t number, const char* thing) {
    return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
  };
  std::map<Ruling, std::size_t> experiments;
  for (const verdict::ExperimentVerdict& experiment : verdict.experiments) {
    ++experiments[experiment.ruling];
  }
  std::vector<std::pair<std::string, std::size_t>> rulings;
  for (const auto& [ruling, number] : experiments) {
    rulings.emplace_back(lower(word(ruling)), number);
  }
  const CheckTally checks = tally(verdict);
  return number_of(verdict.experiments.size(), "experiment") + list(rulings) + ". " +
         number_of(checks.all(), "check") +
         list({{"pass", checks.pass},
               {"fail", checks.fail},
               {"inconclusive", checks.inconclusive}}) +
         '.';
}

std::string check_words(const CheckResult& check) {
  // A recovery's time is of no window but that one.
  const bool said = check.text.starts_with("recovery_time");
  return check.window == record::Window::recovery && !said ? check.text + " in recovery"
                                                           : check.text;
}

std::string observed_words(const CheckResult& check) {
  const bool given = check.observed && check.ruling != Ruling::inconclusive;
  return given ? amount(*check.observed) : "not given";
}

std::string interval_words(const CheckResult& check) {
  if (!check.observed || check.ruling == Ruling::inconclusive) {
    return {};
  }
  if (check.interval && std::isinf(check.interval->low)) {
    return {};  // `never to never` says no more than the `never` it stands beside
  }
  if (check.interval) {
    return interval(*check.interval, check.observed->unit);
  }
  const bool of_requests = check.text.starts_with("failed") || check.text.starts_with("degraded") ||
                           check.text.starts_with("truncated");
  return of_requests && check.observed->value == 0 ? none_of(check.n) : "";
}

std::string sample_words(const CheckResult& check) {
  const std::string interval = interval_words(check);
  return "n " + count(check.n) + (interval.empty() ? "" : ", " + interval);
}

std::string injected_words(const Document& document) {
  std::vector<std::string> shares;
  std::vector<std::string> named;
  std::map<std::uint16_t, int> providers;
  for (std::size_t at = 0; at < document.summary.experiments.size(); ++at) {
    for (const auto& [provider, part] : injected_shares(document.summary.experiments[at])) {
      shares.push_back(part);
      named.push_back(part + " of " + document.facts.cast.providers.at(provider) + "'s");
      ++providers[provider];
    }
  }
  if (shares.empty()) {
    return {};
  }
  const bool alike = std::ranges::adjacent_find(shares, std::not_equal_to<>()) == shares.end();
  if (alike) {
    shares.resize(1);  // once, for all experiments
  }
  const std::string which =
      providers.size() == 1 ? joined(shares, ", ") + " of " +
                                  document.facts.cast.providers.at(providers.begin()->first) + "'s"
                            : joined(named, ", ");
  return "fault injected into " + which + " attempts";
}

std::size_t main_arm(const verdict::RunFacts& facts) {
  const std::string hypothesis = lower(facts.hypothesis);
  std::size_t best = facts.arms.empty() ? 0 : facts.arms.size() - 1;
  std::size_t longest = 0;
  for (std::size_t at = 0; at < facts.arms.size(); ++at) {
    const std::string name = lower(facts.arms[at].name);
    if (name.size() > longest && hypothesis.find(name) != hypothesis.npos) {
      best = at;
      longest = name.size();
    }
  }
  return best;
}

}  // namespace gameday::report
