#include "live.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "console.hpp"
#include "stats/quantile.hpp"

namespace gameday::app {
namespace {

constexpr Duration redraw_interval = 250ms;  // below it a reader sees flicker, not news
constexpr Duration sign_interval = 60s;
constexpr int columns = 20;  // of the sparkline, over one experiment

Duration length_of(const verdict::ExperimentFacts& experiment) {
  return experiment.baseline + experiment.fault + experiment.recovery;
}

std::vector<Duration> widths_of(const verdict::RunFacts& facts) {
  std::vector<Duration> widths;
  for (const verdict::ExperimentFacts& experiment : facts.experiments) {
    widths.push_back(length_of(experiment) / columns);
  }
  return widths;
}

std::optional<Duration> quantile(std::vector<Duration> values, stats::QuantileMark mark) {
  if (values.empty()) {
    return std::nullopt;
  }
  const auto rank = static_cast<std::ptrdiff_t>(stats::nearest_rank(values.size(), mark));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values[static_cast<std::size_t>(rank)];
}

}  // namespace

Live::Live(const verdict::RunFacts& facts, record::Sink& next)
    : facts_(facts),
      terminal_(is_terminal(2)),
      tally_(facts.arms.size(), widths_of(facts), next,
             [this](const record::Event& event) { tell(event); }) {}

rt::awaitable<void> Live::watch(rt::World& world, const scenario::Conductor& conductor,
                                const rt::Stop& over) {
  const scenario::Standing& standing = conductor.standing();
  TimePoint next_sign = later(world.now(), sign_interval);
  while (!over.requested()) {
    rt::Bound bound;
    bound.due = later(world.now(), redraw_interval);
    bound.stop = &over;
    co_await rt::sleep(world, bound);
    if (over.requested() || standing.arms.empty()) {
      continue;
    }
    if (terminal_) {
      draw(progress(standing, world.now()));
    } else if (world.now() >= next_sign) {
      next_sign = later(world.now(), sign_interval);
      fmt::print(stderr, "{}\n", report::sign_of_life(progress(standing, world.now())));
    }
  }
  erase();
}

report::Progress Live::progress(const scenario::Standing& standing, TimePoint now) const {
  report::Progress shown;
  shown.title = facts_.title;
  shown.seed = facts_.seed;
  shown.plan_hash = facts_.plan_hash;
  shown.mock_providers = facts_.mock_providers;
  shown.experiment = standing.experiment + 1;
  shown.experiments = facts_.experiments.size();
  shown.name = facts_.experiments[standing.experiment].name;
  shown.window = standing.window;
  shown.elapsed = std::min(now - standing.window_started, standing.window_length);
  shown.length = standing.window_length;
  shown.to_go = to_go(standing, shown.elapsed);
  for (std::size_t arm = 0; arm < standing.arms.size(); ++arm) {
    shown.arms.push_back(arm_progress(arm, standing));
  }
  return shown;
}

report::ArmProgress Live::arm_progress(std::size_t arm, const scenario::Standing& standing) const {
  const ArmTally& counts = tally_.arms()[arm];
  report::ArmProgress shown;
  shown.name = facts_.cast.arms[arm];
  shown.sent = std::max(standing.arms[arm]->sent(), counts.done);
  shown.ok = counts.ok;
  shown.failed = counts.failed;
  shown.waiting = shown.sent - counts.done;
  shown.p95 = quantile(counts.answers, 9500);
  for (const auto& column : counts.columns) {
    shown.history.push_back(quantile(column, 5000).value_or(Duration::zero()));
  }
  return shown;
}

Duration Live::to_go(const scenario::Standing& standing, Duration elapsed) const {
  const verdict::ExperimentFacts& now = facts_.experiments[standing.experiment];
  Duration rest = standing.window_length - elapsed;
  if (standing.window == record::Window::baseline) {
    rest += now.fault;
  }
  if (standing.window != record::Window::recovery) {
    rest += now.recovery;
  }
  for (std::size_t index = standing.experiment + 1; index < facts_.experiments.size(); ++index) {
    rest += length_of(facts_.experiments[index]);
  }
  return rest;
}

void Live::erase() {
  if (drawn_lines_ > 0) {
    fmt::print(stderr, "\x1b[{}F\x1b[J", drawn_lines_);  // to the first line, clear what follows
    drawn_lines_ = 0;
  }
}

void Live::draw(const report::Progress& progress) {
  const auto lines = report::progress_lines(progress, look_of(2));  // which may have been resized
  erase();
  for (const std::string& line : lines) {
    fmt::print(stderr, "{}\n", line);
  }
  std::fflush(stderr);
  drawn_lines_ = lines.size();
}

void Live::say(const std::string& line) {
  const bool behind_echo = terminal_ && drawn_lines_ == 0;  // of Ctrl-C
  erase();
  fmt::print(stderr, "{}{}\n", behind_echo ? "\n" : "", line);
}

void Live::tell(const record::Event& event) {
  if (terminal_) {
    return;
  }
  const std::string line = report::event_line(event, facts_);
  if (!line.empty()) {
    fmt::print(stderr, "{}\n", line);
  }
}

}  // namespace gameday::app
