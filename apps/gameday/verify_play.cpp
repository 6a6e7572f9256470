#include "verify_play.hpp"

#include <memory>

#include <fmt/format.h>

#include "console.hpp"
#include "interrupt.hpp"
#include "latch.hpp"

namespace gameday::app {
namespace {

/// How far it is, on stderr: in place on a terminal, else a line a quarter.
class Progress {
 public:
  explicit Progress(std::size_t all) : all_(all), terminal_(is_terminal(2)) {}

  void over(const std::string& row, std::size_t over) {
    over_ = over;
    if (terminal_) {
      fmt::print(stderr, "\r\x1b[K{} of {} measured · {}", over, all_, row);
      std::fflush(stderr);
    } else if (over * 4 / all_ != told_) {
      told_ = over * 4 / all_;
      fmt::print(stderr, "{} of {} measured\n", over, all_);
    }
  }
  void waits(const rig::Trial& trial) {
    const std::string text = fmt::format(
        "{}: waiting until {} answers a healthy request, {} at most", trial.scenario.title,
        trial.scenario.providers.front(), to_text(trial.patience));
    if (terminal_) {
      fmt::print(stderr, "\r\x1b[K{} of {} measured · {}", over_, all_, text);
      std::fflush(stderr);
    } else {
      fmt::print(stderr, "{}\n", text);
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
  std::size_t over_ = 0;
  std::size_t told_ = 0;
};

}  // namespace

std::vector<rig::Played> play_work(const Work& work, const VerifyOptions& options, VerifyLog* log) {
  if (options.simulate) {
    return rig::play_trials(rig::Kind::simulated, work.trials);
  }
  Progress progress(work.trials.size());
  std::unique_ptr<Interrupt> interrupt;
  rig::TrialHooks hooks;
  hooks.begin = [&](rt::World& world, rt::Stop& stop) {
    interrupt = std::make_unique<Interrupt>(world, stop, [&progress, log] {
      progress.end();
      fmt::print(stderr, "Stopping: faults are healed first. Ctrl-C again ends at once.\n");
      if (log != nullptr) {
        log->stopped("a signal");
      }
    });
  };
  hooks.end = [&] { interrupt.reset(); };
  hooks.over = [&](const rig::Trial& trial, std::size_t over) { progress.over(trial.row, over); };
  hooks.waits = [&](const rig::Trial& trial) { progress.waits(trial); };
  if (log != nullptr) {
    // The latch, as for a run: somebody's gateway is healed and left alone.
    hooks.brake = [] { return why_stopped(); };
    hooks.braked = [&progress, log](const std::string& why) {
      progress.end();
      print_error(why);
      log->stopped(why);
    };
    hooks.switched = [log](const rig::Trial& trial, const record::Event& event) {
      log->switched(trial, event);
    };
  }
  auto played = rig::play_trials(rig::Kind::real, work.trials, hooks);
  progress.end();
  return played;
}

}  // namespace gameday::app
