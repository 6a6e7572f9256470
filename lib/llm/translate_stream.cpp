#include "llm/translate_stream.hpp"

#include <algorithm>

#include <simdjson.h>

#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// A field two levels down, as a text; empty where there is none.
std::string text_at(std::string_view data, const char* outer, const char* inner) {
  dom::parser parser;
  dom::element root;
  std::string_view text;
  const bool found = parser.parse(data.data(), data.size()).get(root) == simdjson::SUCCESS &&
                     root[outer][inner].get(text) == simdjson::SUCCESS;
  return found ? std::string(text) : std::string();
}

}  // namespace

StreamTranslator::StreamTranslator(std::int64_t created, bool include_usage) {
  head_.created = created;
  head_.include_usage = include_usage;
}

void StreamTranslator::event(std::string_view data, const EventFacts& facts, std::string& out) {
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
      start(data, facts);
      role(out);
      break;
    case MessageEvent::ping:
      out += ": ping\n\n";
      break;
    case MessageEvent::message_delta:
      stop_reason_ = facts.finish ? facts.finish_reason : stop_reason_;
      prompt_tokens_ = std::max(prompt_tokens_, facts.prompt_tokens);
      completion_tokens_ = facts.usage ? facts.completion_tokens : completion_tokens_;
      break;
    case MessageEvent::message_stop:
      finish(out);
      break;
    case MessageEvent::other:
    case MessageEvent::error:
      break;
    default:
      block(data, facts, out);
  }
}

void StreamTranslator::start(std::string_view data, const EventFacts& facts) {
  head_.id = text_at(data, "message", "id");
  head_.model = facts.model;
  prompt_tokens_ = facts.prompt_tokens;
}

void StreamTranslator::role(std::string& out) {
  if (!role_told_) {
    out += role_chunk(head_);
    role_told_ = true;
  }
}

// Thinking, signatures and citations have no place in OpenAI's chunks.
void StreamTranslator::block(std::string_view data, const EventFacts& facts, std::string& out) {
  if (!facts.text.empty()) {
    role(out);
    out += content_chunk(head_, facts.text);
  } else if (facts.message == MessageEvent::content_block_stop) {
    tool_stop(facts, out);
  } else if (facts.delta && facts.message == MessageEvent::content_block_start) {
    tool_start(data, facts, out);
  } else if (facts.delta) {
    tool_delta(data, facts, out);
  }
}

void StreamTranslator::tool_start(std::string_view data, const EventFacts& facts,
                                  std::string& out) {
  if (text_at(data, "content_block", "type") != "tool_use") {
    return;
  }
  const std::string id = text_at(data, "content_block", "id");
  const std::string name = text_at(data, "content_block", "name");
  role(out);
  out += tool_chunk(head_, {tools_begun_, id, name, ""});
  tools_.push_back({facts.block, tools_begun_++});
}

void StreamTranslator::tool_delta(std::string_view data, const EventFacts& facts,
                                  std::string& out) {
  for (Tool& tool : tools_) {
    if (tool.block == facts.block) {
      tool.arguments = true;
      out += tool_chunk(head_, {tool.index, "", "", text_at(data, "delta", "partial_json")});
    }
  }
}

// A call without arguments has no fragment at all, and OpenAI's are JSON.
void StreamTranslator::tool_stop(const EventFacts& facts, std::string& out) {
  const auto tool = std::find_if(tools_.begin(), tools_.end(), [&](const Tool& candidate) {
    return candidate.block == facts.block;
  });
  if (tool == tools_.end()) {
    return;
  }
  if (!tool->arguments) {
    out += tool_chunk(head_, {tool->index, "", "", "{}"});
  }
  tools_.erase(tool);
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
  out += finish_chunk(head_, reason);
  if (head_.include_usage) {
    out += usage_chunk(head_, prompt_tokens_, completion_tokens_);
  }
  out += done_event;
}

void StreamTranslator::end(std::string& out) {
  if (!ended_ && !stop_reason_.empty()) {
    finish(out);
  }
}

}  // namespace gameday::llm
