#include "scenario/landmarks.hpp"

#include <algorithm>

#include "verdict/recovery.hpp"

namespace gameday::scenario {
namespace {

using record::Event;

verdict::ArmFacts facts_of(const Arm& arm) {
  verdict::ArmFacts facts;
  facts.primary_provider = arm.primary.provider;
  facts.primary_model = arm.primary.model;
  return facts;
}

Event event_of(const record::RequestRecord& record, Event::Kind kind, TimePoint at) {
  Event event;
  event.kind = kind;
  event.at = at;
  event.experiment = record.experiment;
  event.arm = record.arm;
  return event;
}

}  // namespace

Landmarks::Landmarks(const Scenario& scenario, record::Sink& next)
    : scenario_(scenario), next_(next) {}

bool Landmarks::is_first(const Key& key) {
  const std::lock_guard lock(mutex_);
  return seen_.insert(key).second;
}

void Landmarks::request(const record::RequestRecord& record) noexcept {
  next_.request(record);
  keep(record, aftermath_.requests);
  // What the end of the run cut off is nobody's error.
  const bool error = record::is_failure(record.outcome) && !record::is_cut_off(record.outcome);
  if (record.window == record::Window::fault && error &&
      is_first({record.experiment, record.arm, Event::Kind::first_error})) {
    Event event = event_of(record, Event::Kind::first_error, record.ended);
    event.text = record::to_text(record.outcome);
    next_.event(event);
  }
}

bool Landmarks::elsewhere(const record::AttemptRecord& record) const {
  const Primary& primary = scenario_.arms[record.arm].primary;
  return record.ordinal &&
         (record.provider != primary.provider ||
          (record.model_call && !primary.model.empty() && record.model != primary.model));
}

void Landmarks::attempt(const record::AttemptRecord& record) noexcept {
  next_.attempt(record);
  keep(record, aftermath_.attempts);
  if (elsewhere(record)) {
    tell_fallback(record);
  }
}

void Landmarks::tell_fallback(const record::AttemptRecord& record) {
  if (!is_first({record.experiment, record.arm, Event::Kind::first_fallback})) {
    return;
  }
  Event event;
  event.kind = Event::Kind::first_fallback;
  event.at = record.arrived;
  event.experiment = record.experiment;
  event.arm = record.arm;
  event.provider = record.provider;
  event.text = record.model;
  next_.event(event);
}

template <class Record>
void Landmarks::keep(const Record& record, std::vector<Record>& records) {
  const std::lock_guard lock(mutex_);
  if (healed_ && record.experiment == experiment_) {
    records.push_back(record);
  }
}

/// Of the arms that were hurt, those that were well again: by the verdict's own definition.
std::vector<Event> Landmarks::recoveries() {
  const std::lock_guard lock(mutex_);
  std::vector<Event> found;
  if (!healed_) {
    return found;
  }
  const verdict::Trails trails(aftermath_);
  std::vector<std::vector<verdict::Aftermath>> requests(scenario_.arms.size());
  for (const record::RequestRecord& request : aftermath_.requests) {
    const verdict::ArmFacts arm = facts_of(scenario_.arms[request.arm]);
    if (const auto after = verdict::aftermath(request, trails.of(request), arm, *healed_)) {
      requests[request.arm].push_back(*after);
    }
  }
  for (std::uint16_t arm = 0; arm < requests.size(); ++arm) {
    const bool hurt = seen_.contains({experiment_, arm, Event::Kind::first_error}) ||
                      seen_.contains({experiment_, arm, Event::Kind::first_fallback});
    const auto time = verdict::recovery_time(std::move(requests[arm]), asked_);
    if (hurt && time && *time != forever) {
      Event event;
      event.kind = Event::Kind::recovered;
      event.at = *healed_ + *time;
      event.experiment = experiment_;
      event.arm = arm;
      found.push_back(event);
    }
  }
  return found;
}

/// What the recovery window is and how long it lasted; any other window begins anew.
void Landmarks::follow(const Event& event) {
  const std::lock_guard lock(mutex_);
  const bool stopped = event.kind == Event::Kind::aborted || event.kind == Event::Kind::interrupted;
  if (stopped && healed_) {
    asked_ = std::min(asked_, event.at - *healed_);
  }
  if (event.kind != Event::Kind::window_started) {
    return;
  }
  healed_.reset();
  aftermath_ = {};
  if (event.window == record::Window::recovery) {
    experiment_ = event.experiment;
    healed_ = event.at;
    asked_ = scenario_.experiments[experiment_].timing.recovery;
  }
}

void Landmarks::event(const Event& event) noexcept {
  if (event.kind == Event::Kind::experiment_ended) {
    for (const Event& recovered : recoveries()) {
      next_.event(recovered);
    }
  }
  next_.event(event);
  follow(event);
}

}  // namespace gameday::scenario
