// What lint computes is what verify measures: over random configs, under every failure of the pack
// on every provider at once, no request takes longer or makes more tries than the worst case says;
// and where dice are pinned to their longest draw, it is met within 10 %.
//
// GAMEDAY_LINT_CONFIGS=5000 draws more of them, GAMEDAY_LINT_FIRST=17 begins at another.

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "gateway/lint/worst_case.hpp"
#include "rig/verify/measure.hpp"
#include "support/number_from.hpp"
#include "support/verify_pack.hpp"

namespace gameday {
namespace {

namespace lint = gateway::lint;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
constexpr std::uint64_t usual_configs = 40;  // the optimised build measures them all
#else
constexpr std::uint64_t usual_configs = 600;
#endif

constexpr Duration patient = 20h;  // a client that waits for the worst
// The pack's mocks take 16 ms for a whole answer; a stream's end may be waited for another 20 ms.
constexpr Duration pace_of_pack = 40ms;
constexpr Duration round_trip = 40us;  // through the fault proxy, in memory

/// One config, one failure everywhere, one shape.
struct Draw {
  gateway::Options config;
  std::string row;
  lint::Situation situation;
  bool pinned = false;
};

class Drawing {
 public:
  Drawing(std::uint64_t number, const std::vector<rig::Row>& rows)
      : rng_(Seed(number).stream("test/lint")), rows_(rows) {}

  Draw draw() {
    Draw draw;
    draw.pinned = one_in(2);
    for (std::uint64_t at = 0; at <= rng_.below(3); ++at) {
      draw.config.providers.push_back(provider(at, draw.pinned));
    }
    for (std::uint64_t at = 0; at <= rng_.below(4); ++at) {
      const auto who = rng_.below(draw.config.providers.size());
      draw.config.chain.push_back({draw.config.providers[who].name, fmt::format("model-{}", at)});
    }
    draw.config.deadline.reset();
    if (one_in(3)) {
      draw.config.deadline = rng_.between(300ms, 60s);
    }
    situation(draw);
    return draw;
  }

 private:
  /// A config promises nothing about those.
  static bool of_clients(const rig::Row& row) {
    const auto& faults = row.scenario.experiments.front().faults;
    return std::ranges::any_of(faults, [](const scenario::PlannedFault& fault) {
      return fault.into == std::vector{record::into_clients};
    });
  }
  bool one_in(std::uint64_t count) { return rng_.below(count) == 0; }

  gateway::Provider provider(std::uint64_t at, bool pinned) {
    constexpr const char* names[] = {"openai", "anthropic", "groq"};
    gateway::Provider provider;
    provider.name = names[at];
    provider.dialect = at == 1 ? llm::Dialect::anthropic : llm::Dialect::openai;
    for (std::uint64_t key = 0; key <= rng_.below(3); ++key) {
      gateway::Key one;
      one.name = std::string(1, static_cast<char>('a' + key));
      one.weight = static_cast<std::uint32_t>(1 + rng_.below(3));
      provider.keys.push_back(one);
    }
    gateway::Timeouts& timeouts = provider.timeouts;
    timeouts.connect = rng_.between(100ms, 2s);
    timeouts.headers = rng_.between(200ms, 8s);
    timeouts.unary_headers = rng_.between(200ms, 10s);
    timeouts.first_token = rng_.between(200ms, 8s);
    timeouts.idle = rng_.between(200ms, 10s);
    timeouts.attempt = rng_.between(1s, 30s);
    if (one_in(4)) {
      timeouts.unary_attempt = rng_.between(1s, 10s);
    }
    retry(provider.retry, pinned);
    return provider;
  }

  /// Pinned: the longest that each draw may come to, as a wait without dice.
  void retry(gateway::Retry& retry, bool pinned) {
    retry.max = static_cast<std::uint32_t>(rng_.below(5));
    retry.base = rng_.between(0ms, 2s);
    retry.ceiling = retry.base + rng_.between(0ms, 5s);
    retry.jitter = pinned      ? gateway::Jitter::none
                   : one_in(2) ? gateway::Jitter::full
                               : gateway::Jitter::equal_20;
    retry.on_timeout = one_in(3);
    retry.on_rate_limit = one_in(3);
    retry.retry_after = one_in(3) ? gateway::RetryAfter::ignore : gateway::RetryAfter::honour;
    retry.wait_max = one_in(3) ? rng_.between(1s, 30s) : rng_.between(0ms, 1s);
  }

  void situation(Draw& draw) {
    lint::Situation& situation = draw.situation;
    situation.start = lint::Start::fresh;
    situation.pace = Duration::zero();
    situation.shape = one_in(2) ? lint::Shape::unary : lint::Shape::streamed;
    if (one_in(3)) {  // a Retry-After
      situation.hint = std::chrono::seconds(1 + rng_.below(20));
      const bool limited = !one_in(4);
      situation.what =
          limited ? lint::FailureClass::rate_limited_hint : lint::FailureClass::unavailable;
      draw.row = lint::to_text(situation.what);
      return;
    }
    const rig::Row* row = nullptr;
    while (row == nullptr || row->kind != rig::Row::Kind::failure || of_clients(*row)) {
      row = &rows_[rng_.below(rows_.size())];
    }
    draw.row = row->failure;
    for (const lint::FailureClass what : lint::failure_classes()) {
      situation.what = rig::same_row(lint::to_text(what), draw.row) ? what : situation.what;
    }
    if (situation.what == lint::FailureClass::rate_limited_hint) {
      situation.hint = 20s;  // as the file has it
    }
  }

  Rng rng_;
  const std::vector<rig::Row>& rows_;
};

/// The row of that failure, on every provider of the config.
rig::Row everywhere(const std::vector<rig::Row>& rows, const Draw& draw) {
  for (rig::Row row : rows) {
    if (row.failure != draw.row) {
      continue;
    }
    row.scenario.load.timeout = patient;
    for (scenario::PlannedFault& fault : row.scenario.experiments.front().faults) {
      fault.into.clear();
      for (const gateway::Provider& provider : draw.config.providers) {
        fault.into.push_back(static_cast<std::uint16_t>(fault.into.size()));
        static_cast<void>(provider);
      }
      if (draw.situation.hint && fault.injection.deed.respond) {
        fault.injection.deed.respond->retry_after = {
            faults::RetryAfterHint::Kind::fixed, *draw.situation.hint, {}};
      }
    }
    return row;
  }
  ADD_FAILURE() << "no row for " << draw.row;
  return rows.front();
}

/// The worst case with what this network and this pack add to it: a refusal takes a round trip, so
/// that keys never come back at one instant, and the drip is as slow as the file says.
lint::Situation as_played(const Draw& draw, const std::vector<rig::Row>& rows) {
  lint::Situation situation = draw.situation;
  situation.pace = round_trip;
  if (situation.what == lint::FailureClass::slow_drip) {
    const rig::Row row = everywhere(rows, draw);
    const auto& deed = row.scenario.experiments.front().faults.front().injection.deed;
    situation.gap = deed.delay->each_event->fixed;
  }
  return situation;
}

std::string said_here(const lint::Course& here) {
  return fmt::format("\nas played: {} and {} tries ({})", to_text(here.time), here.attempts,
                     here.words);
}

std::string said(std::uint64_t number, const Draw& draw, const lint::Course& worst,
                 const verdict::Measurement& measured) {
  std::string text =
      fmt::format("config {}: {}, {}{}\nlint: {} and {} tries ({})\nmeasured: {}, ", number,
                  draw.row, lint::to_text(draw.situation.shape), draw.pinned ? ", pinned" : "",
                  to_text(worst.time), worst.attempts, worst.words, to_text(measured.took));
  for (const verdict::Try& one : measured.tries) {
    text += fmt::format("{}/{} {} at {} for {}; ", one.provider, one.key, one.status,
                        to_text(one.at), to_text(one.length));
  }
  return text + "\nGAMEDAY_LINT_FIRST=" + std::to_string(number) +
         " GAMEDAY_LINT_CONFIGS=1 sim_rig --gtest_filter='LintPromise.*'";
}

struct Count {
  std::uint64_t endless = 0;
  std::uint64_t hinted = 0;
  std::uint64_t met = 0;
};

void hold(std::uint64_t number, const std::vector<rig::Row>& rows, Count& count) {
  const Draw draw = Drawing(number, rows).draw();
  const lint::Course worst = lint::worst_case(draw.config, draw.situation).outage;
  const auto shape = static_cast<rig::Shape>(draw.situation.shape);
  const auto measured =
      rig::measure_simulated(draw.config, everywhere(rows, draw), shape, Seed(number));
  ASSERT_TRUE(measured) << number;
  const std::string story = said(number, draw, worst, *measured);
  const Duration slack = pace_of_pack * (worst.attempts + 1);
  ASSERT_LE(measured->took, worst.time + slack) << story;
  ASSERT_LE(measured->tries.size(), worst.attempts + worst.replays) << story;
  if (draw.pinned) {
    const lint::Course here = lint::worst_case(draw.config, as_played(draw, rows)).outage;
    ASSERT_LE(here.time, worst.time + slack) << story;
    ASSERT_LE(here.attempts, worst.attempts) << story;
    ASSERT_GE(measured->took + 1ms, here.time * 9 / 10) << story << said_here(here);
    // At a shut port nobody can count attempts: none is seen, and the time alone tells.
    const bool shut = draw.situation.what == lint::FailureClass::refused ||
                      draw.situation.what == lint::FailureClass::black_hole;
    if (!shut) {
      ASSERT_GE(measured->tries.size(), here.attempts) << story << said_here(here);
    }
    ++count.met;
  }
  count.endless += draw.config.deadline ? 0 : 1;
  count.hinted += draw.situation.hint ? 1 : 0;
}

TEST(LintPromise, IsNeverExceededAndIsMet) {
  const std::vector<rig::Row> rows = test::verify_pack(GAMEDAY_SOURCE_DIR);
  const std::uint64_t first = test::number_from("GAMEDAY_LINT_FIRST", 0);
  const std::uint64_t configs = test::number_from("GAMEDAY_LINT_CONFIGS", usual_configs);
  Count count;
  for (std::uint64_t number = first; number < first + configs; ++number) {
    ASSERT_NO_FATAL_FAILURE(hold(number, rows, count));
  }
  if (configs >= 100) {
    EXPECT_GE(count.endless, configs / 2);
    EXPECT_GE(count.hinted, configs / 4);
    EXPECT_GE(count.met, configs / 3);
  }
}

TEST(LintPromise, HoldsForConfigsThatOnceBrokeIt) {
  const std::vector<rig::Row> rows = test::verify_pack(GAMEDAY_SOURCE_DIR);
  Count count;
  // Keys that come back one after another, so that a retry is spent on each.
  for (const std::uint64_t number : {3507, 20590, 20890}) {
    ASSERT_NO_FATAL_FAILURE(hold(number, rows, count));
  }
  // Keys that were told to wait are back when the dice of a target between draw long waits.
  for (const std::uint64_t number : {7726, 110041, 110602, 115141, 503340, 505467, 508528}) {
    ASSERT_NO_FATAL_FAILURE(hold(number, rows, count));
  }
}

}  // namespace
}  // namespace gameday
