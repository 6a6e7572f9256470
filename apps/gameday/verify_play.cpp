#include "verify_play.hpp"

#include <memory>

#include <fmt/format.h>

#include "console.hpp"
#include "interrupt.hpp"

namespace gameday::app {
namespace {

/// How far it is, on stderr: in place on a terminal, else a line a quarter.
class Progress {
 public:
  explicit Progress(std::size_t all) : all_(all), terminal_(is_terminal(2)) {}

  void over(const std::string& row, std::size_t over) {
    if (terminal_) {
      fmt::print(stderr, "\r\x1b[K{} of {} measured · {}", over, all_, row);
      std::fflush(stderr);
    } else if (over * 4 / all_ != told_) {
      told_ = over * 4 / all_;
      fmt::print(stderr, "{} of {} measured\n", over, all_);
    }
  }
  void end() const {
    if (terminal_) {
      fmt::print(stderr, "\r\x1b[K");
    }
  }

 private:
  std::size_t all_;
  bool terminal_;
  std::size_t told_ = 0;
};

}  // namespace

std::vector<rig::Played> play_work(const Work& work, const VerifyOptions& options) {
  Progress progress(work.trials.size());
  std::unique_ptr<Interrupt> interrupt;
  rig::TrialHooks hooks;
  hooks.begin = [&](rt::World& world, rt::Stop& stop) {
    interrupt = std::make_unique<Interrupt>(world, stop, [&progress] {
      progress.end();
      fmt::print(stderr, "Stopping: faults are healed first. Ctrl-C again ends at once.\n");
    });
  };
  hooks.end = [&] { interrupt.reset(); };
  if (!options.simulate) {
    hooks.over = [&](const rig::Trial& trial, std::size_t over) { progress.over(trial.row, over); };
  }
  const auto kind = options.simulate ? rig::Kind::simulated : rig::Kind::real;
  auto played = rig::play_trials(kind, work.trials, hooks);
  if (!options.simulate) {
    progress.end();
  }
  return played;
}

}  // namespace gameday::app
