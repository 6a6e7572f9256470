#pragma once
// Watches requests pass by and says when a game day must end early: `abort_if`.
//
// A guard looks at those requests of one arm that ended within its last `for`, in whichever window
// of the experiment that runs; it trips as soon as min_requests of them are there and its check
// holds over them. It is asked whenever a request ends and once a second besides, because requests
// leave its view too; the first to trip stays. Nothing crosses from one experiment to the next.
//
// Requests come on the load's thread, attempts on others, hence the lock.

#include <mutex>
#include <string>
#include <vector>

#include "record/sink.hpp"
#include "scenario/guard_view.hpp"

namespace gameday::scenario {

class Guards final : public record::Sink {
 public:
  /// `next` gets everything; it and the scenario outlive this.
  Guards(const Scenario& scenario, record::Sink& next);

  /// What must end the run, in words; empty: nothing.
  std::string tripped(TimePoint now);
  /// Something else that must end the run: a cap that is used up. Any thread.
  void trip(std::string why);

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

 private:
  void judge(GuardView& view, TimePoint now);

  const Scenario& scenario_;
  record::Sink& next_;
  std::mutex mutex_;              // of all below
  std::vector<GuardView> views_;  // of each guard, one for each arm it watches
  std::uint16_t experiment_ = 0;
  std::string tripped_;
};

}  // namespace gameday::scenario
