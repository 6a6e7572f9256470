#include "llm/stream.hpp"

#include <algorithm>

namespace gameday::llm {

StreamWatch::StreamWatch(Dialect dialect, Calls calls) : dialect_(dialect), reader_(dialect) {
  if (calls == Calls::mended && dialect == Dialect::anthropic) {
    mender_.emplace();
  }
}

const EventFacts& StreamWatch::see(std::string_view name, std::string_view data) {
  EventFacts& facts = reader_.read(name, data);
  if (dialect_ == Dialect::openai && done_) {
    return facts;
  }
  const bool clear = !mender_ || mender_->mend(facts);
  facts.out_of_order = facts.json && !facts.error && !(clear && fits(facts));
  broken_ = broken_ || facts.out_of_order || (!facts.json && !facts.error);
  count(facts);
  return facts;
}

bool StreamWatch::complete() const {
  if (failed_ || broken_) {
    return false;
  }
  if (dialect_ == Dialect::anthropic) {
    return started_ && (done_ || !finish_reason_.empty());
  }
  return !parts_.empty() && open_ == 0;
}

StreamWatch::Part StreamWatch::part(std::uint32_t index) const {
  return index < parts_.size() ? parts_[index] : Part::unseen;
}

// False: more parts than one stream may have.
bool StreamWatch::set_part(std::uint32_t index, Part part) {
  if (index >= stream_parts_most) {
    return false;
  }
  if (index >= parts_.size()) {
    parts_.resize(index + 1, Part::unseen);
  }
  open_ += part == Part::open ? 1 : 0;
  open_ -= parts_[index] == Part::open ? 1 : 0;
  parts_[index] = part;
  return true;
}

bool StreamWatch::fits(const EventFacts& facts) {
  if (dialect_ == Dialect::openai) {
    return fits_choices(facts);
  }
  switch (facts.message) {
    case MessageEvent::other:
    case MessageEvent::ping:
    case MessageEvent::error:
      return true;
    case MessageEvent::message_start:
      return !std::exchange(started_, true);
    default:
      return started_ && !done_ && fits_block(facts);
  }
}

bool StreamWatch::fits_choices(const EventFacts& facts) {
  for (const std::uint32_t index : facts.choices) {
    if (part(index) == Part::unseen && !set_part(index, Part::open)) {
      return false;
    }
  }
  return std::all_of(facts.finished.begin(), facts.finished.end(),
                     [&](std::uint32_t index) { return set_part(index, Part::ended); });
}

// Blocks start in the order of their indices: clients append them to a list.
bool StreamWatch::fits_block(const EventFacts& facts) {
  switch (facts.message) {
    case MessageEvent::content_block_start:
      return facts.block == parts_.size() && set_part(facts.block, Part::open);
    case MessageEvent::content_block_delta:
      return part(facts.block) == Part::open;
    case MessageEvent::content_block_stop:
      return part(facts.block) == Part::open && set_part(facts.block, Part::ended);
    default:
      return true;
  }
}

void StreamWatch::count(const EventFacts& facts) {
  events_ += facts.silent ? 0 : 1;
  deltas_ += facts.delta ? 1 : 0;
  done_ = done_ || facts.done;
  if (facts.error && !std::exchange(failed_, true)) {
    error_ = facts.what;
  }
  if (!facts.model.empty()) {
    model_ = facts.model;
  }
  if (!facts.finish_reason.empty()) {
    finish_reason_ = facts.finish_reason;
  }
  // Cumulative: a later count replaces an earlier one, and Anthropic's last has no prompt.
  if (facts.prompt_tokens > 0) {
    prompt_tokens_ = facts.prompt_tokens;
  }
  if (facts.completion_told) {
    completion_tokens_ = facts.completion_tokens;
  }
}

}  // namespace gameday::llm
