#include "report/events.hpp"

#include "report/inert.hpp"

namespace gameday::report {

std::string event_words(const record::Event& event, const record::Cast& cast) {
  using Kind = record::Event::Kind;
  const std::string arm = event.arm ? ", " + cast.arms.at(*event.arm) : "";
  const std::string into = event.provider ? ", " + record::place_name(cast, *event.provider) : "";
  const std::string replica = "replica " + std::to_string(event.replica);
  const std::string text = event.text.empty() ? "" : ": " + inert(event.text);
  switch (event.kind) {
    case Kind::experiment_started:
      return "started";
    case Kind::window_started:
      return event.window ? std::string(record::to_text(*event.window)) + " window" : "";
    case Kind::fault_on:
      return "fault on" + into + text;
    case Kind::fault_off:
      return "fault off" + into + text;
    case Kind::fault_audit:
      return "";
    case Kind::first_error:
      return "first error" + arm + text;
    case Kind::first_fallback:
      return "first fallback" + arm + into + text;
    case Kind::recovered:
      return "recovered" + arm + text;
    case Kind::aborted:
      return "aborted" + text;
    case Kind::interrupted:
      return "interrupted" + text;
    case Kind::experiment_ended:
      return "ended";
    case Kind::replica_killed:
      return replica + " killed" + arm;
    case Kind::replica_restarted:
      return replica + " restarted" + arm;
    case Kind::replica_paused:
      return replica + " paused" + arm;
    case Kind::replica_resumed:
      return replica + " goes on" + arm;
  }
  return {};
}

}  // namespace gameday::report
