#include "llm/translate_stream.hpp"

#include <algorithm>

#include "llm/translate.hpp"

namespace gameday::llm {

StreamTranslator::StreamTranslator(std::int64_t created, bool include_usage) {
  head_.created = created;
  head_.include_usage = include_usage;
}

void StreamTranslator::event(const EventFacts& facts, std::string& out) {
  if (ended_) {
    return;
  }
  if (facts.error) {
    const ErrorObject error = to_openai_error(facts.what);
    out += error_event(error.message, error.type, error.code);
    ended_ = true;
    return;
  }
  if (!facts.json || facts.out_of_order) {
    ended_ = true;
    return;
  }
  switch (facts.message) {
    case MessageEvent::message_start:
      start(facts);
      role(out);
      break;
    case MessageEvent::ping:
      out += ": ping\n\n";
      break;
    case MessageEvent::message_delta:
      stop_reason_ = facts.finish ? facts.finish_reason : stop_reason_;
      count(facts);
      break;
    case MessageEvent::message_stop:
      finish(out);
      break;
    case MessageEvent::other:
    case MessageEvent::error:
      break;
    default:
      block(facts, out);
  }
}

void StreamTranslator::start(const EventFacts& facts) {
  head_.id = facts.id;
  head_.model = facts.model;
  count(facts);
}

// Counts are cumulative, and not every event has them.
void StreamTranslator::count(const EventFacts& facts) {
  if (facts.prompt_told) {
    prompt_tokens_ = std::max(prompt_tokens_.value_or(0), facts.prompt_tokens);
    cached_tokens_ = std::max(cached_tokens_, facts.cached_tokens);
  }
  if (facts.completion_told) {
    completion_tokens_ = facts.completion_tokens;
  }
}

void StreamTranslator::role(std::string& out) {
  if (!role_told_) {
    out += role_chunk(head_);
    role_told_ = true;
  }
}

// Thinking, signatures and citations have no place in OpenAI's chunks.
void StreamTranslator::block(const EventFacts& facts, std::string& out) {
  if (!facts.text.empty()) {
    role(out);
    append_content_chunk(out, head_, facts.text);
  } else if (facts.message == MessageEvent::content_block_stop) {
    tool_stop(facts, out);
  } else if (facts.delta && facts.message == MessageEvent::content_block_start) {
    tool_start(facts, out);
  } else if (facts.delta) {
    tool_delta(facts, out);
  }
}

void StreamTranslator::tool_start(const EventFacts& facts, std::string& out) {
  if (!facts.tool_use) {
    return;
  }
  role(out);
  append_tool_chunk(out, head_, {tools_begun_, facts.id, facts.name, ""});
  tools_.push_back({facts.block, tools_begun_++, false, facts.arguments});
}

void StreamTranslator::tool_delta(const EventFacts& facts, std::string& out) {
  for (Tool& tool : tools_) {
    if (tool.block == facts.block) {
      tool.arguments = true;
      append_tool_chunk(out, head_, {tool.index, "", "", facts.arguments});
    }
  }
}

// A call without arguments has no fragment at all, and OpenAI's are JSON.
void StreamTranslator::complete(const Tool& tool, std::string& out) const {
  if (!tool.arguments) {
    const std::string_view all = tool.whole.empty() ? "{}" : std::string_view(tool.whole);
    append_tool_chunk(out, head_, {tool.index, "", "", all});
  }
}

void StreamTranslator::tool_stop(const EventFacts& facts, std::string& out) {
  const auto tool = std::find_if(tools_.begin(), tools_.end(), [&](const Tool& candidate) {
    return candidate.block == facts.block;
  });
  if (tool != tools_.end()) {
    complete(*tool, out);
    tools_.erase(tool);
  }
}

void StreamTranslator::finish(std::string& out) {
  const std::string_view reason = to_finish_reason(stop_reason_);
  ended_ = true;
  if (reason.empty()) {
    out += error_event("The provider's stream ended without a stop reason that is known.",
                       "server_error", "upstream_stream_truncated");
    return;
  }
  role(out);
  for (const Tool& tool : tools_) {  // whose end nobody told
    complete(tool, out);
  }
  out += finish_chunk(head_, reason);
  if (head_.include_usage && prompt_tokens_ && completion_tokens_) {
    out += usage_chunk(head_, *prompt_tokens_, *completion_tokens_, cached_tokens_);
  }
  out += done_event;
}

void StreamTranslator::end(std::string& out) {
  if (!ended_ && !stop_reason_.empty()) {
    finish(out);
  }
}

}  // namespace gameday::llm
