#include "policy/outcome_window.hpp"

namespace gameday::policy {

void OutcomeWindow::add(Mark mark, TimePoint now) {
  ring_.resize(most_);
  while (age_ && size_ > 0 && now - ring_[oldest_].at > *age_) {
    drop_oldest();
  }
  if (size_ == most_) {
    drop_oldest();
  }
  ring_[(oldest_ + size_) % most_] = Entry{now, mark};
  ++size_;
  failed_ += mark.failed ? 1 : 0;
  slow_ += mark.slow ? 1 : 0;
}

void OutcomeWindow::clear() {
  oldest_ = size_ = failed_ = slow_ = 0;
}

void OutcomeWindow::drop_oldest() {
  const Mark gone = ring_[oldest_].mark;
  failed_ -= gone.failed ? 1 : 0;
  slow_ -= gone.slow ? 1 : 0;
  oldest_ = (oldest_ + 1) % most_;
  --size_;
}

}  // namespace gameday::policy
