#include "llm/call_mender.hpp"

#include <algorithm>

#include "llm/blank.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {

bool CallMender::mend(EventFacts& facts) {
  switch (facts.message) {
    case MessageEvent::message_start:
      answer_id_ = facts.id;
      return true;
    case MessageEvent::content_block_start:
      return begin(facts);
    case MessageEvent::content_block_delta:
    case MessageEvent::content_block_stop:
      if (open_ && (!facts.block_named || (open_->named && facts.block == open_->said))) {
        facts.block = open_->block;
        if (facts.message == MessageEvent::content_block_stop) {
          open_.reset();
        }
      }
      return true;
    default:
      return true;
  }
}

bool CallMender::begin(EventFacts& facts) {
  if (!facts.tool_use) {
    ++begun_;
    return true;
  }
  const bool used_before = facts.block_named && facts.block < begun_;
  const bool known = std::find(ids_.begin(), ids_.end(), facts.id) != ids_.end();
  const bool told_twice = used_before && known && !is_blank(facts.id);
  if (facts.name.empty() || told_twice || (open_ && (used_before || !facts.block_named))) {
    return false;
  }
  if (known || is_blank(facts.id)) {
    facts.id = made_up_call_id(answer_id_, ids_.size());
  }
  Open open{facts.block_named, facts.block, facts.block};
  if (used_before || !facts.block_named) {
    open.block = facts.block = begun_;
  }
  open_ = open;
  ids_.push_back(facts.id);
  ++begun_;
  return true;
}

}  // namespace gameday::llm
