#include "report/caveats.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "stats/quantile.hpp"

namespace gameday::report {
namespace {

using record::Window;

// The smallest fault window that was measured at all; 0: none was.
std::uint64_t smallest_sample(const verdict::Summary& summary) {
  std::uint64_t least = 0;
  for (const verdict::ExperimentSummary& experiment : summary.experiments) {
    for (const verdict::ArmSummary& arm : experiment.arms) {
      const std::uint64_t n = arm.at(Window::fault).attempted;
      least = n > 0 && (least == 0 || n < least) ? n : least;
    }
  }
  return least;
}

void add_percentiles(std::vector<std::string>& out, const verdict::Summary& summary) {
  const std::uint64_t n = smallest_sample(summary);
  if (n > 0 && !stats::carries(n, 9900)) {
    out.push_back(fmt::format(
        "p99 is not given where fewer than 500 requests were due: of {} only {} lie beyond it, and "
        "5 are needed.",
        count(n), stats::samples_beyond(n, 9900)));
  }
}

void add_lateness(std::vector<std::string>& out, const verdict::Summary& summary) {
  std::vector<Duration> lateness;
  std::uint64_t not_sent = 0;
  for (const verdict::ExperimentSummary& experiment : summary.experiments) {
    for (const verdict::ArmSummary& arm : experiment.arms) {
      const verdict::WindowSummary& seen = arm.at(Window::fault);
      not_sent += seen.count_of(record::Outcome::not_sent);
      lateness.insert(lateness.end(), seen.lateness.begin(), seen.lateness.end());
    }
  }
  if (lateness.empty()) {
    return;
  }
  std::ranges::sort(lateness);
  out.push_back(fmt::format("The load was sent as planned: p99 {} late, {} not sent.",
                            duration(*stats::quantile_of(lateness, 9900), digits_in_prose),
                            count(not_sent)));
}

bool any(const verdict::Summary& summary, Duration record::FaultCounts::*how_long) {
  return std::ranges::any_of(summary.experiments, [&](const verdict::ExperimentSummary& one) {
    return std::ranges::any_of(one.audits, [&](const verdict::Audit& audit) {
      return audit.counts.*how_long > Duration::zero();
    });
  });
}

std::uint64_t cut_off(const verdict::Summary& summary) {
  std::uint64_t cut = 0;
  for (const verdict::ExperimentSummary& experiment : summary.experiments) {
    for (const verdict::ArmSummary& arm : experiment.arms) {
      for (const verdict::WindowSummary& window : arm.windows) {
        cut += window.count_of(record::Outcome::unfinished);
      }
    }
  }
  return cut;
}

}  // namespace

std::vector<std::string> badge_notes(const verdict::RunFacts& facts) {
  std::vector<std::string> out;
  if (facts.simulated) {
    out.push_back(fmt::format(
        "SIMULATED: the whole run took place in virtual time, in one process, from seed {}; no "
        "socket was opened.",
        facts.seed));
  }
  if (facts.mock_providers) {
    const std::vector<std::string>& names = facts.cast.providers;
    std::string who = names.empty() ? "providers" : names.front();
    for (std::size_t at = 1; at < names.size(); ++at) {
      who += (at + 1 == names.size() ? " and " : ", ") + names[at];
    }
    out.push_back(fmt::format("MOCK PROVIDERS: {} {}, so answer times are drawn, not measured.",
                              who,
                              names.size() == 1 ? "was a built-in mock" : "were built-in mocks"));
  }
  return out;
}

std::string load_words(const Document& document) {
  std::vector<std::uint64_t> by_arm(document.facts.arms.size());
  std::uint64_t all = 0;
  std::uint64_t not_sent = 0;
  for (const verdict::ExperimentSummary& experiment : document.summary.experiments) {
    for (std::size_t arm = 0; arm < experiment.arms.size(); ++arm) {
      for (const verdict::WindowSummary& window : experiment.arms[arm].windows) {
        by_arm.at(arm) += window.attempted;
        all += window.attempted;
        not_sent += window.count_of(record::Outcome::not_sent);
      }
    }
  }
  const bool alike = std::ranges::adjacent_find(by_arm, std::not_equal_to<>()) == by_arm.end();
  std::string words = count(all) + (all == 1 ? " request" : " requests");
  words += alike && by_arm.size() > 1 ? ", " + count(by_arm.front()) + " to each arm" : "";
  return words + (all == 0        ? "."
                  : not_sent == 0 ? ", all sent."
                                  : fmt::format(", {} not sent.", count(not_sent)));
}

std::vector<std::string> caveats(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  std::vector<std::string> out = {
      fmt::format("Open loop, {:g} requests per second to each arm; all arms got the same requests "
                  "at the same intended times, so differences between arms are surer than the "
                  "intervals of each suggest.",
                  facts.rate),
      "A time runs from the intended send. A failed request has no answer: it counts as never, so "
      "p95 reads never where more than 5 % failed.",
      "Percentiles are nearest rank; n/a where fewer than 5 samples lie beyond. Intervals hold "
      "95 %: order statistics for percentiles, Clopper and Pearson for shares, one-sided where "
      "nothing or everything happened.",
      "Checks are judged on the point estimate.",
      "Well again, and recovered in the timeline, is judged on the requests that were due after "
      "the fault window.",
      "Who answered, and how often a provider was called, is what the fault proxies saw."};
  if (any(document.summary, &record::FaultCounts::shut)) {
    out.emplace_back(
        "What knocks at a shut port leaves no trace: such tries are in no count of attempts. A "
        "request met that fault when it was due while the port was shut.");
  }
  if (any(document.summary, &record::FaultCounts::dns)) {
    out.emplace_back(
        "A lookup of a name belongs to no request: a try that found no address is in no count of "
        "attempts. A request met that fault when it was due while its arm's lookups were hit.");
  }
  if (const std::uint64_t cut = cut_off(document.summary); cut > 0) {
    out.push_back(fmt::format(
        "The end of the run cut {} requests off: how they would have ended is not known. The table "
        "of windows counts them as failed, the headline by themselves.",
        count(cut)));
  }
  add_percentiles(out, document.summary);
  add_lateness(out, document.summary);
  out.emplace_back(
      "One run is one draw. Repeat it with other seeds before quoting a second digit.");
  return out;
}

std::vector<std::string> not_shown(const verdict::RunFacts& facts) {
  std::vector<std::string> out;
  if (facts.mock_providers) {
    out.emplace_back(
        "How real providers behave: the answers, their pace and their errors were made.");
  }
  if (facts.simulated) {
    out.emplace_back(
        "What sockets, TLS, name resolution and a busy machine add: time was virtual.");
  }
  Duration longest{};
  std::set<std::uint16_t> hit;
  for (const verdict::ExperimentFacts& experiment : facts.experiments) {
    for (const verdict::InjectionFacts& injection : experiment.injections) {
      hit.insert(injection.into.begin(), injection.into.end());
      longest = std::max(longest, injection.length);
    }
  }
  std::string load = fmt::format("What happens at more than {:g} requests per second", facts.rate);
  load += longest > Duration::zero() ? ", or in faults longer than " + duration(longest) : "";
  out.push_back(load + '.');
  for (std::size_t at = 0; !hit.empty() && at < facts.cast.providers.size(); ++at) {
    if (!hit.contains(static_cast<std::uint16_t>(at))) {
      out.push_back(
          fmt::format("Failures of {}: nothing was injected into it.", facts.cast.providers[at]));
    }
  }
  out.emplace_back("Whether the answers were good: only that they came, whole and in time.");
  out.emplace_back("Failures that were not injected.");
  return out;
}

}  // namespace gameday::report
