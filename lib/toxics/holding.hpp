#pragma once
// What most stages have in common: one chunk that is held until its time.

#include <optional>
#include <utility>

#include "toxics/stage.hpp"

namespace gameday::toxics {

class Holding : public Stage {
 public:
  void push(Chunk chunk) override { held_ = std::move(chunk); }
  std::vector<Chunk> release() override {
    std::vector<Chunk> left;
    if (held_) {
      left.push_back(std::move(*held_));
      held_.reset();
    }
    return left;
  }

 protected:
  /// What is held, now that its time has come.
  Step let_go(TimePoint ready) {
    Step step;
    step.what = Step::What::chunk;
    step.chunk = std::move(*held_);
    step.chunk.ready = ready;
    held_.reset();
    return step;
  }
  static Step hungry(TimePoint until = never) {
    Step step;
    step.until = until;
    return step;
  }
  static Step wait(TimePoint until) {
    Step step;
    step.what = Step::What::wait;
    step.until = until;
    return step;
  }
  /// The connection ends here.
  static Step ending(Ending how, TimePoint at) {
    Step step;
    step.what = Step::What::chunk;
    step.chunk.arrived = at;
    step.chunk.ready = at;
    step.chunk.ending = how;
    return step;
  }

  std::optional<Chunk> held_;
};

}  // namespace gameday::toxics
