#include "rig/verify/declared.hpp"

#include <algorithm>

#include "gateway/lint/worst_case.hpp"

namespace gameday::rig {
namespace {

namespace lint = gateway::lint;

std::optional<lint::FailureClass> class_of(const Row& row) {
  if (row.kind != Row::Kind::failure) {
    return lint::FailureClass::healthy;
  }
  for (const lint::FailureClass what : lint::failure_classes()) {
    if (row.failure == lint::to_text(what)) {
      return what;
    }
  }
  return std::nullopt;
}

/// What of it depends on the row's own numbers: the hint, the drip.
void note_deed(const faults::Deed& deed, lint::Situation& situation) {
  if (deed.respond && deed.respond->retry_after.kind == faults::RetryAfterHint::Kind::fixed) {
    situation.hint = deed.respond->retry_after.wait;
  }
  if (deed.delay && deed.delay->each_event && !deed.delay->each_event->drawn) {
    situation.gap = deed.delay->each_event->fixed;
  }
}

bool obeys_hints(const gateway::Options& options) {
  const auto primary = std::ranges::find(options.providers, options.chain.front().provider,
                                         &gateway::Provider::name);
  return primary != options.providers.end() &&
         primary->retry.retry_after == gateway::RetryAfter::honour && !primary->retry.on_rate_limit;
}

}  // namespace

std::optional<verdict::Declared> declared(const gateway::Options& gateway, const Row& row,
                                          Shape shape) {
  const auto what = class_of(row);
  if (!what) {
    return std::nullopt;
  }
  lint::Situation situation;
  situation.what = *what;
  situation.shape = shape == Shape::unary ? lint::Shape::unary : lint::Shape::streamed;
  situation.start = lint::Start::fresh;
  for (const scenario::PlannedFault& fault : row.scenario.experiments.front().faults) {
    note_deed(fault.injection.deed, situation);
  }
  const lint::WorstCase worst = lint::worst_case(gateway, situation);
  verdict::Declared out;
  out.attempts = worst.primary.attempts + worst.primary.replays;
  out.time = worst.primary.time;
  out.failover = worst.failover;
  out.failover_words = worst.failover_words;
  out.words = worst.primary.words;
  out.obeys_hints = obeys_hints(gateway);
  return out;
}

std::vector<std::string_view> failure_words() {
  std::vector<std::string_view> words;
  for (const lint::FailureClass what : lint::failure_classes()) {
    words.emplace_back(lint::to_text(what));
  }
  return words;
}

}  // namespace gameday::rig
