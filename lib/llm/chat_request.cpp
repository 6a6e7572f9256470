#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/chat.hpp"
#include "llm/gateway_fields.hpp"
#include "llm/request_reader.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// What a parser has taken for a large request (about ten times its size) it gives back.
constexpr std::size_t kept_most = 64 * 1024;

std::uint64_t text_bytes(const dom::element& content) {
  std::string_view text;
  return content.get(text) == simdjson::SUCCESS ? text.size() : 0;
}

// A string or a list of parts; only Anthropic's tool_result nests a content in a part.
std::uint64_t content_bytes(const dom::element& content, bool nested = false) {
  std::uint64_t bytes = text_bytes(content);
  dom::array parts;
  if (content.get(parts) != simdjson::SUCCESS) {
    return bytes;
  }
  for (const dom::element part : parts) {
    dom::element inner;
    if (part["text"].get(inner) == simdjson::SUCCESS) {
      bytes += text_bytes(inner);
    } else if (!nested && part["content"].get(inner) == simdjson::SUCCESS) {
      bytes += content_bytes(inner, true);
    }
  }
  return bytes;
}

void read_messages(const dom::object& body, RequestFacts& facts) {
  if (dom::element system; body["system"].get(system) == simdjson::SUCCESS) {
    facts.prompt_bytes += content_bytes(system);  // Anthropic's place for it
  }
  dom::array messages;
  if (body["messages"].get(messages) != simdjson::SUCCESS) {
    return;
  }
  for (const dom::element message : messages) {
    facts.has_messages = true;
    dom::element content;
    if (message["content"].get(content) == simdjson::SUCCESS) {
      facts.prompt_bytes += content_bytes(content);
    }
  }
}

RequestFacts facts_by(dom::parser& parser, std::string_view body) {
  RequestFacts facts;
  dom::object object;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS) {
    return facts;
  }
  facts.is_object = true;
  if (std::string_view model; object["model"].get(model) == simdjson::SUCCESS) {
    facts.model = model;
  }
  if (bool stream = false; object["stream"].get(stream) == simdjson::SUCCESS) {
    facts.stream = stream;
  }
  if (bool usage = false;
      object["stream_options"]["include_usage"].get(usage) == simdjson::SUCCESS) {
    facts.include_usage = usage;
  }
  for (const char* name : {"max_tokens", "max_completion_tokens"}) {  // the later one counts
    if (std::uint64_t most = 0; object[name].get(most) == simdjson::SUCCESS) {
      facts.max_tokens = most;
    }
  }
  if (std::uint64_t choices = 0; object["n"].get(choices) == simdjson::SUCCESS) {
    facts.choices = choices;
  }
  facts.for_gateway = has_gateway_fields(object);
  read_messages(object, facts);
  return facts;
}

}  // namespace

std::string write_chat_request(const ChatRequest& request) {
  std::string body;
  JsonWriter json(body);
  json.object().key("model").text(request.model).key("messages").array();
  if (!request.system.empty()) {
    json.object().key("role").text("system").key("content").text(request.system).end();
  }
  const std::string marker = request.marker ? to_text(*request.marker) : std::string();
  json.object().key("role").text("user").key("content").text(request.prompt + marker).end().end();
  if (request.max_tokens) {
    json.key("max_completion_tokens").number(*request.max_tokens);
  }
  if (request.stream) {
    json.key("stream").boolean(true);
    if (request.include_usage) {
      json.key("stream_options").object().key("include_usage").boolean(true).end();
    }
  }
  json.end();
  return body;
}

RequestFacts read_request_facts(std::string_view body) {
  dom::parser parser;
  return facts_by(parser, body);
}

struct RequestReader::Memory {
  dom::parser parser;
};

RequestReader::RequestReader() : memory_(std::make_unique<Memory>()) {}
RequestReader::~RequestReader() = default;

RequestFacts RequestReader::read(std::string_view body) {
  RequestFacts facts = facts_by(memory_->parser, body);
  if (body.size() > kept_most) {
    memory_->parser = dom::parser();
  }
  return facts;
}

}  // namespace gameday::llm
