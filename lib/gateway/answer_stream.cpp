#include "gateway/answer_stream.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "gateway/checked.hpp"
#include "llm/translate.hpp"

namespace gameday::gateway {

namespace {

using policy::FailureKind;

constexpr int ok = 200;  // the head that a stream came with

constexpr std::size_t bytes_of_a_token = 4;  // English; providers' own rule of thumb

constexpr const char* no_finish = "the stream ended without a finish reason";

/// An empty answer that was cut off or filtered is an answer; one that just stopped is none.
bool may_be_empty(std::string_view finish_reason) {
  constexpr std::array reasons = {"length", "content_filter", "max_tokens", "refusal",
                                  "model_context_window_exceeded"};
  return std::find(reasons.begin(), reasons.end(), finish_reason) != reasons.end();
}

/// `data:`, `data: null`: some servers' keep-alive.
bool says_nothing(std::string_view data) {
  return data.find_first_not_of(" \t\n") == std::string_view::npos || data == "null";
}

}  // namespace

AnswerStream::AnswerStream(const Dialect& dialect, const policy::Request& request,
                           std::int64_t created, policy::AnswerForm* form)
    : ends_with_stop_(dialect.which() == llm::Dialect::anthropic),
      asked_(request.choices),
      watch_(dialect.which(), llm::Calls::mended),
      writer_(dialect.events(request, created)) {
  if (form != nullptr && form->demands()) {
    form_.emplace(*form);
  }
}

bool AnswerStream::push(std::string_view bytes) {
  if (watch_.events() == 0) {
    prelude_.append(bytes.substr(0, prelude_most - std::min(prelude_most, prelude_.size())));
  }
  reader_.push(bytes);
  bool progress = false;
  while (!over_) {
    const http::SseBlock block = reader_.next();
    if (block.what == http::SseBlock::What::need_more) {
      break;
    }
    if (block.what == http::SseBlock::What::too_long) {
      fail(FailureKind::malformed, "an event that is too long");
    } else if (block.what == http::SseBlock::What::event && !says_nothing(block.data)) {
      progress = take(block.name, block.data) || progress;
    }
  }
  if (!over_ && !content() && out_.size() > held_most) {
    fail(FailureKind::malformed, "too much before the first content");
  }
  return progress;
}

bool AnswerStream::take(std::string_view name, std::string_view data) {
  const llm::EventFacts& facts = watch_.see(name, data);
  const bool rubbish = facts.error || !facts.json || facts.out_of_order;
  if (facts.silent || (rubbish && whole_)) {
    sealed_ = sealed_ || rubbish;
    return false;
  }
  if (facts.error) {
    fail(FailureKind::in_band_error, {});
    failure_->error = facts.what;
    return false;
  }
  if (rubbish) {
    fail(FailureKind::malformed, facts.json ? "events out of order" : "an event that is not JSON");
    return false;
  }
  for (const std::uint32_t choice : facts.choices) {
    seen_ = std::max(seen_, choice + 1);
  }
  if (facts.done && !may_end()) {
    fail(FailureKind::eof_early, no_finish);
    return false;
  }
  const std::size_t from = out_.size();
  const bool progress = writer_->event(name, data, facts, out_);
  if (!may_go_out(from)) {
    return false;
  }
  content_ = content_ || facts.delta;
  if (facts.delta) {
    tokens_ += std::max<std::uint64_t>(facts.content / bytes_of_a_token, 1);
  }
  whole_ = sealed_ || (may_end() && (ends_with_stop_ ? facts.done : seen_ >= asked_));
  if (facts.done) {
    finish();
  }
  return progress;
}

/// A finish was said, in a word that has a meaning for clients.
bool AnswerStream::may_end() const {
  const std::string& reason = watch_.finish_reason();
  return sealed_ || (watch_.complete() && !reason.empty() &&
                     !(ends_with_stop_ && llm::to_finish_reason(reason).empty()));
}

void AnswerStream::ended() {
  if (may_end()) {
    finish();
  } else if (watch_.events() > 0) {
    fail(FailureKind::eof_early, no_finish);
  } else if (auto error = llm::read_error(prelude_)) {
    fail(FailureKind::in_band_error, {});
    failure_->error = std::move(*error);
  } else {
    fail(FailureKind::malformed, "a body without events");
  }
}

void AnswerStream::lost(policy::Failure why) {
  if (whole_) {
    finish();
    return;
  }
  failure_ = std::move(why);
  over_ = true;
}

void AnswerStream::finish() {
  if (!content() && !may_be_empty(watch_.finish_reason())) {
    fail(FailureKind::malformed, "an empty answer");
    return;
  }
  const std::size_t from = out_.size();
  writer_->end(out_);
  over_ = true;
  may_go_out(from);
}

/// What has been written since says no end of a text that is not as it was to be: its finish, and
/// what stands in one event with it, is taken back.
bool AnswerStream::may_go_out(std::size_t from) {
  auto wrong = form_ ? form_->see(std::string_view(out_).substr(from)) : std::nullopt;
  if (wrong) {
    out_.resize(from);
    fail(FailureKind::schema_violation, *std::move(wrong));
  }
  return !wrong;
}

void AnswerStream::fail(FailureKind kind, std::string detail) {
  failure_ = broken(kind, ok, std::move(detail));
  over_ = true;
}

void AnswerStream::take_events(std::string& into) {
  into.clear();
  into.swap(out_);
}

}  // namespace gameday::gateway
