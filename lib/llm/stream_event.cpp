#include "llm/stream_event.hpp"

#include <simdjson.h>

#include "llm/event_parts.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view done_mark = "[DONE]";

// What a parser has taken for a large event (about ten times its size) it gives back after it.
constexpr std::size_t kept_most = 64 * 1024;

// Strings and lists keep their memory.
void clear(EventFacts& facts) {
  facts.json = facts.silent = facts.delta = facts.finish = facts.usage = facts.done = false;
  facts.error = facts.out_of_order = false;
  facts.what = {};
  facts.text.clear();
  facts.content = 0;
  facts.finish_reason.clear();
  facts.model.clear();
  facts.prompt_tokens = facts.cached_tokens = facts.completion_tokens = 0;
  facts.prompt_told = facts.completion_told = false;
  facts.choices.clear();
  facts.finished.clear();
  facts.message = MessageEvent::other;
  facts.block = 0;
  facts.block_named = facts.tool_use = false;
  facts.id.clear();
  facts.name.clear();
  facts.arguments.clear();
}

}  // namespace

struct EventReader::Memory {
  explicit Memory(Dialect which) : dialect(which) {}

  void read(std::string_view name, std::string_view data);
  /// A list is an event only when Google's error is in it.
  void read_parsed(std::string_view name, std::string_view data, const dom::element& root);

  Dialect dialect;
  dom::parser parser;
  std::string padded;  // the data, and room behind it that the parser may read
  EventFacts facts;
};

void EventReader::Memory::read(std::string_view name, std::string_view data) {
  clear(facts);
  if (data == done_mark) {  // after Anthropic's stream it is noise: a nameless event
    facts.json = true;
    facts.done = dialect == Dialect::openai;
    return;
  }
  padded.assign(data);
  padded.append(simdjson::SIMDJSON_PADDING, '\0');
  dom::element root;
  if (parser.parse(padded.data(), data.size(), false).get(root) == simdjson::SUCCESS) {
    read_parsed(name, data, root);
  } else if (name == "error") {
    facts.error = true;
    facts.what.message = data;
  }
  if (data.size() > kept_most) {
    parser = dom::parser();
    padded = std::string();
  }
}

void EventReader::Memory::read_parsed(std::string_view name, std::string_view data,
                                      const dom::element& root) {
  dom::object event;
  facts.json = root.get(event) == simdjson::SUCCESS;
  if (facts.json && dialect == Dialect::openai) {
    read_openai_event(event, facts);
  } else if (facts.json) {
    read_anthropic_event(name, event, facts);
  }
  facts.error = facts.error || name == "error";
  if (facts.error || root.is_array()) {
    if (auto what = read_error(data)) {
      facts.json = facts.error = true;
      facts.what = *std::move(what);
    }
  }
}

EventReader::EventReader(Dialect dialect) : memory_(std::make_unique<Memory>(dialect)) {}
EventReader::EventReader(EventReader&&) noexcept = default;
EventReader& EventReader::operator=(EventReader&&) noexcept = default;
EventReader::~EventReader() = default;

EventFacts& EventReader::read(std::string_view name, std::string_view data) {
  memory_->read(name, data);
  return memory_->facts;
}

EventFacts read_event(Dialect dialect, std::string_view name, std::string_view data) {
  return std::move(EventReader(dialect).read(name, data));
}

}  // namespace gameday::llm
