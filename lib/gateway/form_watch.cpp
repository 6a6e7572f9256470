#include "gateway/form_watch.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <simdjson.h>

#include "gateway/schema/limits.hpp"

namespace gameday::gateway {

namespace {

namespace dom = simdjson::dom;
using Found = simdjson::simdjson_result<dom::element>;

/// Of all choices of a stream: one as long as may be checked, or several that are shorter.
constexpr std::size_t kept_most = schema::answer_bytes_most;

std::string_view text_of(const Found& value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

/// A call or a refusal: no schema is about it. `said`: a message or a delta of one.
bool is_spared(const Found& said) {
  dom::array calls;
  dom::object other;
  return !text_of(said["refusal"]).empty() ||
         (said["tool_calls"].get(calls) == simdjson::SUCCESS && calls.size() > 0) ||
         said["function_call"].get(other) == simdjson::SUCCESS ||
         said["audio"].get(other) == simdjson::SUCCESS;
}

/// It ended by itself. Not every server knows OpenAI's words alone.
bool is_whole(std::string_view finish_reason) {
  constexpr std::array others = {"length",         "max_tokens", "model_length",
                                 "content_filter", "tool_calls", "function_call"};
  return std::find(others.begin(), others.end(), finish_reason) == others.end();
}

}  // namespace

std::optional<std::string> form_violation(std::string_view answer, policy::AnswerForm& form) {
  dom::parser parser;
  dom::array choices;
  const Found root = parser.parse(answer.data(), answer.size());
  if (root["choices"].get(choices) != simdjson::SUCCESS) {
    return std::nullopt;  // which is no answer, and has been told
  }
  for (const dom::element choice : choices) {
    const Found message = choice["message"];
    if (is_spared(message) || !is_whole(text_of(choice["finish_reason"]))) {
      continue;
    }
    if (auto wrong = form.violation(text_of(message["content"]))) {
      return wrong;
    }
  }
  return std::nullopt;
}

struct FormWatch::Memory {
  dom::parser parser;
};

FormWatch::FormWatch(policy::AnswerForm& form)
    : form_(&form), memory_(std::make_unique<Memory>()) {}
FormWatch::FormWatch(FormWatch&&) noexcept = default;
FormWatch& FormWatch::operator=(FormWatch&&) noexcept = default;
FormWatch::~FormWatch() = default;

std::optional<std::string> FormWatch::see(std::string_view events) {
  constexpr std::string_view end_of_event = "\n\n";
  constexpr std::string_view data = "data: ";
  while (!events.empty()) {
    const std::size_t end = std::min(events.find(end_of_event), events.size());
    std::string_view event = events.substr(0, end);
    events.remove_prefix(std::min(end + end_of_event.size(), events.size()));
    if (!event.starts_with(data)) {
      continue;
    }
    event.remove_prefix(data.size());
    dom::array choices;
    const Found root = memory_->parser.parse(event.data(), event.size());
    if (root["choices"].get(choices) != simdjson::SUCCESS) {
      continue;  // [DONE]
    }
    for (const dom::element one : choices) {
      std::uint64_t index = 0;
      const auto numbered = one["index"].get(index);
      Choice& choice = choices_[numbered == simdjson::SUCCESS ? index : 0];
      choice.spared = choice.spared || is_spared(one["delta"]);
      gather(choice, text_of(one["delta"]["content"]));
      const std::string_view reason = text_of(one["finish_reason"]);
      if (auto wrong = reason.empty() ? std::nullopt : this->end(choice, reason)) {
        return wrong;
      }
    }
  }
  return std::nullopt;
}

void FormWatch::gather(Choice& choice, std::string_view text) {
  if (choice.unread || choice.ended || text.size() > kept_most - kept_) {
    choice.unread = choice.unread || !text.empty();
    return;
  }
  choice.text += text;
  kept_ += text.size();
}

std::optional<std::string> FormWatch::end(Choice& choice, std::string_view finish_reason) {
  if (std::exchange(choice.ended, true) || choice.spared || !is_whole(finish_reason)) {
    return std::nullopt;
  }
  if (choice.unread) {
    form_->passed_unread();
    return std::nullopt;
  }
  return form_->violation(choice.text);
}

}  // namespace gameday::gateway
