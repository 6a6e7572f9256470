#include "faults/before_answer.hpp"

#include <algorithm>

namespace gameday::faults {

bool acts_before_answer(const Deed& deed) {
  return deed.respond || (deed.delay && deed.delay->headers) ||
         (deed.cut && before_headers(deed.cut->point)) ||
         std::any_of(deed.stalls.begin(), deed.stalls.end(),
                     [](const Stall& stall) { return before_headers(stall.point); });
}

BeforeAnswer::BeforeAnswer(const Deed& deed, const Waits& waits) {
  if (waits.headers) {
    waits_.push_back(*waits.headers);
  }
  for (const Stall& stall : deed.stalls) {
    if (before_headers(stall.point)) {
      waits_.push_back(stall.length);
    }
  }
  std::reverse(waits_.begin(), waits_.end());  // the next one is the last
  if (deed.cut && before_headers(deed.cut->point)) {
    end_ = deed.cut->how;
  }
}

Step BeforeAnswer::next(TimePoint now) {
  Step step;
  while (until_ || !waits_.empty()) {
    acted_ = true;
    if (!until_) {
      until_ = later(now, waits_.back());
      waits_.pop_back();
    }
    if (now < *until_) {
      step.what = Step::What::wait;
      step.until = *until_;
      return step;
    }
    until_.reset();
  }
  acted_ = acted_ || end_;
  step.what = end_ ? Step::What::end : Step::What::over;
  step.how = end_.value_or(Cut::How::reset);
  return step;
}

void BeforeAnswer::heal() {
  waits_.clear();
  until_.reset();
  end_.reset();
}

}  // namespace gameday::faults
