#include "verdict/measure.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "stats/quantile.hpp"
#include "stats/share.hpp"

namespace gameday::verdict {
namespace {

using Unit = Amount::Unit;

constexpr double infinity = std::numeric_limits<double>::infinity();

double seconds(Duration time) {
  return time == forever ? infinity : to_seconds(time);
}

void need(Measured& out, std::uint64_t least) {
  if (out.n < least) {
    out.too_weak = out.n == 0 ? "no request to judge by" : fmt::format("too few: n = {}", out.n);
  }
}

Measured part(std::uint64_t hits, std::uint64_t n, bool as_share) {
  Measured out;
  out.n = n;
  need(out, as_share ? least_sample : 1);
  if (n == 0) {
    return out;
  }
  if (!as_share) {
    out.amount = Amount{Unit::count, static_cast<double>(hits)};
    return out;
  }
  out.amount = Amount{Unit::share, static_cast<double>(hits) / static_cast<double>(n)};
  const auto interval = stats::share_interval(hits, n);
  out.interval = Interval{interval.low, interval.high};
  return out;
}

Measured quantile(const std::vector<Duration>& sorted, std::uint32_t mark) {
  Measured out;
  out.n = sorted.size();
  need(out, least_sample);
  const auto value = stats::quantile_of(sorted, mark);
  if (!value) {
    return out;
  }
  out.amount = Amount{Unit::duration, seconds(*value)};
  if (const auto ranks = stats::rank_interval(sorted.size(), mark)) {
    out.interval = Interval{seconds(sorted[ranks->low]), seconds(sorted[ranks->high])};
  }
  if (out.too_weak.empty() && !stats::carries(sorted.size(), mark)) {
    out.too_weak = fmt::format("too few beyond the percentile: n = {}", out.n);
  }
  return out;
}

Measured extreme(const std::vector<Duration>& sorted, bool largest) {
  Measured out;
  out.n = sorted.size();
  need(out, 1);
  if (!sorted.empty()) {
    out.amount = Amount{Unit::duration, seconds(largest ? sorted.back() : sorted.front())};
  }
  return out;
}

Measured per_request(std::uint64_t total, std::uint64_t n) {
  Measured out;
  out.n = n;
  need(out, least_sample);
  if (n > 0) {
    out.amount = Amount{Unit::mean, static_cast<double>(total) / static_cast<double>(n)};
  }
  return out;
}

// A model call without a marker may belong to any request, also when it comes late.
Measured attributed(Measured out, const ArmSummary& arm) {
  std::uint64_t unattributed = 0;
  for (const WindowSummary& window : arm.windows) {
    unattributed += window.unattributed;
  }
  if (unattributed > 0) {
    out.too_weak = fmt::format("model calls without a marker: {}", unattributed);
  }
  return out;
}

// What knocked at a shut port, found no address, or came on a connection that was held or broken
// left no record: there may have been more.
Measured seen_whole(Measured out, const WindowSummary& window) {
  if (window.due_while_shut > 0) {
    out.too_weak = "tries at a shut port cannot be seen";
  } else if (window.due_while_unresolved > 0) {
    out.too_weak = "tries that find no address cannot be seen";
  } else if (window.connections_hit > 0) {
    out.too_weak = "tries on connections that a fault held or broke may be unseen";
  }
  return out;
}

Measured served_by(const Expectation& metric, bool as_share, const WindowSummary& window,
                   const RunFacts& facts) {
  const auto& names = facts.cast.providers;
  const auto at = std::ranges::find(names, metric.subject);
  const auto provider = static_cast<std::uint16_t>(at - names.begin());
  Measured out = part(window.served_by(provider), window.ok, as_share);
  if (window.unseen > 0) {
    out.too_weak = fmt::format("answers that no fault proxy saw: {}", window.unseen);
  }
  return out;
}

Measured failover(Measured out) {
  if (out.n == 0) {
    out.too_weak = "no request failed over";
  }
  return out;
}

Measured of_streams(Measured out, const char* why_none) {
  if (out.n == 0) {
    out.too_weak = why_none;
  }
  return out;
}

Measured recovery(const ArmSummary& arm) {
  Measured out;
  out.n = arm.at(record::Window::recovery).attempted;
  if (arm.recovery) {
    out.amount = Amount{Unit::duration, seconds(*arm.recovery)};
  } else {
    out.too_weak = "no 5 s of recovery to judge by";
  }
  return out;
}

// Without a hint nothing could be violated, and nothing was proved.
Measured too_soon(const WindowSummary& window) {
  Measured out;
  out.n = window.hints;
  out.amount = Amount{Unit::count, static_cast<double>(window.too_soon)};
  if (window.hints == 0) {
    out.too_weak = "no answer had a Retry-After";
  }
  return out;
}

}  // namespace

Measured measure(const Expectation& metric, bool as_share, const ArmSummary& arm,
                 record::Window which, const RunFacts& facts) {
  constexpr const char* no_streams = "no streamed request to judge by";
  const WindowSummary& window = arm.at(which);
  switch (metric.metric) {
    case Metric::failed:
      return part(window.failed, window.attempted, as_share);
    case Metric::failed_others:
      return part(window.failed_others, window.attempted, as_share);
    case Metric::good:
      return part(window.good, window.attempted, as_share);
    case Metric::degraded:
      return part(window.degraded, window.attempted, as_share);
    case Metric::answer_quantile:
      return quantile(window.answers, metric.quantile);
    case Metric::answer_min:
      return extreme(window.answers, false);
    case Metric::answer_max:
      return extreme(window.answers, true);
    case Metric::outcome_quantile:
      return quantile(window.endings, metric.quantile);
    case Metric::outcome_min:
      return extreme(window.endings, false);
    case Metric::outcome_max:
      return extreme(window.endings, true);
    case Metric::attempts_mean:
      return seen_whole(attributed(per_request(window.attempts_total(), window.attempted), arm),
                        window);
    case Metric::attempts_max: {
      Measured out;
      out.n = window.attempted;
      out.amount = Amount{Unit::count, static_cast<double>(window.attempts_max())};
      need(out, 1);
      return seen_whole(attributed(std::move(out), arm), window);
    }
    case Metric::amplification:
      return seen_whole(per_request(window.arrived, window.attempted), window);
    case Metric::served_by:
      return served_by(metric, as_share, window, facts);
    case Metric::failover_quantile:
      return seen_whole(failover(quantile(window.failovers, metric.quantile)), window);
    case Metric::failover_max:
      return seen_whole(failover(extreme(window.failovers, true)), window);
    case Metric::ttft_quantile:
      return of_streams(quantile(window.first_contents, metric.quantile), no_streams);
    case Metric::stall_max:
      return of_streams(extreme(window.gaps, true), "no stream gave anything");
    case Metric::truncated:
      return of_streams(
          part(window.count_of(record::Outcome::truncated_stream), window.streams(), as_share),
          no_streams);
    case Metric::recovery_time:
      return recovery(arm);
    case Metric::retry_after_violations:
      return too_soon(window);
  }
  return {};
}

}  // namespace gameday::verdict
