#include "scenario/schedule/admission.hpp"

#include <fmt/format.h>

#include "scenario/schedule/obstacle.hpp"

namespace gameday::schedule {
namespace {

constexpr std::size_t most_looked_at = 1000;

std::string not_due(const Options& options, WallTime now) {
  return fmt::format("its cron \"{}\" is not due at {}, nor was it within start_deadline ({})",
                     options.cron->text, local_words(options.zone, now),
                     gameday::to_text(options.start_deadline));
}

std::string next_words(const Options& options, WallTime now, Duration length) {
  if (!options.cron) {
    return {};
  }
  const auto next = next_allowed(options, now + early, length);
  return next ? fmt::format("The next one runs at {}", local_words(options.zone, next->at)) : "";
}

}  // namespace

std::optional<Firing> next_allowed(const Options& options, WallTime now, Duration length) {
  if (!options.cron) {
    return std::nullopt;
  }
  Firings firings(*options.cron, options.zone, now + 1ns);
  for (std::size_t looked = 0; looked < most_looked_at; ++looked) {
    const auto firing = firings.next();
    if (!firing || obstacle(options, firing->at, length).empty()) {
      return firing;
    }
  }
  return std::nullopt;
}

Admission admit(const Options& options, WallTime now, Duration length,
                std::optional<WallTime> handled) {
  Admission admission;
  if (options.cron) {
    admission.firing = last_firing(options, now - options.start_deadline, now + early);
    if (!admission.firing) {
      admission.why_not = not_due(options, now);
    } else if (handled && admission.firing->at <= *handled) {
      admission.why_not = fmt::format("its firing at {} has had its run",
                                      local_words(options.zone, admission.firing->at));
    }
  }
  admission.due = admission.why_not.empty();
  if (admission.due) {
    admission.why_not = obstacle(options, now, length);
  }
  if (!admission.why_not.empty()) {
    admission.next = next_words(options, now, length);
  }
  return admission;
}

}  // namespace gameday::schedule
