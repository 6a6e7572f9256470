#include <algorithm>

#include <fmt/format.h>

#include "faults/answer.hpp"
#include "faults/spoken.hpp"

namespace gameday::faults {
namespace {

using Source = Respond::Source;

/// What the status alone does not say.
std::string source_of(const Respond& respond) {
  const std::string& text = respond.text;
  switch (respond.source) {
    case Source::error:
      return text == "rate-limit" || text == "overloaded" || text == "server" ? ""
                                                                              : " (" + text + ')';
    case Source::page:
      return " (page " + text + ')';
    case Source::json:
      return " with a JSON body of its own";
    case Source::body:
      return text.empty() ? " with an empty body" : " with a body of its own";
    case Source::completion:
      return " with a canned answer (" + (text == "asked" ? "as asked for" : text) + ')';
    case Source::raw:
      return fmt::format("{} of its own in place of an answer",
                         gameday::to_text(Bytes{text.size()}));
    case Source::status:
      break;
  }
  return {};
}

std::string early_text(const Respond& respond) {
  return respond.early ? " before the request's body is read" : "";
}

std::string hint_text(const Respond& respond) {
  const RetryAfterHint& hint = respond.retry_after;
  if (hint.kind == RetryAfterHint::Kind::raw) {
    const bool more = hint.raw.size() > 1;
    return fmt::format(" with Retry-After: {}{}", hint.raw.front(),
                       more ? fmt::format(" and {} more in turn", hint.raw.size() - 1) : "");
  }
  const auto wait = hint_of(respond);
  if (!wait) {
    return {};
  }
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
  return hint.kind == RetryAfterHint::Kind::told
             ? fmt::format(" with a wait of {} s in its message", seconds)
             : fmt::format(" with Retry-After: {} s", seconds);
}

}  // namespace

std::string spoken(Duration wait) {
  if (wait >= 2min && wait % 1min == 0s) {
    return fmt::format("{} min", wait / 1min);
  }
  if (wait < 1s) {
    return wait % 1ms == 0s ? fmt::format("{} ms", wait / 1ms) : gameday::to_text(wait);
  }
  std::string seconds = fmt::format("{}.{:03}", wait / 1s, wait % 1s / 1ms);
  seconds.erase(seconds.find_last_not_of('0') + 1);
  if (seconds.back() == '.') {
    seconds.pop_back();
  }
  return seconds + " s";
}

std::string spoken(const Respond& respond, const std::vector<llm::Dialect>& dialects) {
  if (respond.source == Source::raw) {
    return source_of(respond) + early_text(respond);
  }
  std::vector<std::string> statuses;
  for (const llm::Dialect dialect : dialects) {
    std::string status = fmt::format("{}", status_of(respond, respond.dialect.value_or(dialect)));
    if (std::find(statuses.begin(), statuses.end(), status) == statuses.end()) {
      statuses.push_back(std::move(status));
    }
  }
  std::string text = joined(statuses, " or ") + source_of(respond);
  text += respond.token_limit ? " (tokens)" : "";
  text += hint_text(respond);
  text += early_text(respond);
  for (const auto& [name, value] : respond.headers) {
    text += fmt::format(", {}: {}", name, value);
  }
  return text;
}

}  // namespace gameday::faults
