// OpenAI's chat completions: bodies pass as they are, events without what is not the client's.

#include <algorithm>
#include <utility>

#include "gateway/checked.hpp"
#include "gateway/openai_api.hpp"
#include "llm/chat.hpp"
#include "llm/openai_stream.hpp"

namespace gameday::gateway {

namespace {

bool among(const std::vector<std::uint32_t>& list, std::uint32_t one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

class ChunkWriter final : public EventWriter {
 public:
  explicit ChunkWriter(bool include_usage) : include_usage_(include_usage) {}

  bool event(std::string_view, std::string_view data, const llm::EventFacts& facts,
             std::string& out) override {
    const bool passes = says_something(facts);
    for (const std::uint32_t choice : facts.finished) {
      if (!among(finished_, choice)) {
        finished_.push_back(choice);
      }
    }
    if (passes) {
      append(data, out);
    }
    return passes;
  }
  void end(std::string& out) override { out += llm::done_event; }

 private:
  bool says_something(const llm::EventFacts& facts) const {
    if (facts.choices.empty()) {
      return facts.usage && include_usage_;
    }
    const auto over = [&](std::uint32_t choice) { return among(finished_, choice); };
    const bool late = std::all_of(facts.choices.begin(), facts.choices.end(), over);
    return !late || facts.delta || facts.usage;  // text after a finish is text all the same
  }

  /// On one line: a line end in JSON is a blank, and some SDKs read no other form.
  static void append(std::string_view data, std::string& out) {
    out += "data: ";
    const std::size_t from = out.size();
    out += data;
    for (std::size_t at = out.find('\n', from); at != out.npos; at = out.find('\n', at)) {
      out[at] = ' ';
    }
    out += "\n\n";
  }

  const bool include_usage_;
  std::vector<std::uint32_t> finished_;  // each once: a stream may say its end for ever
};

class OpenAi final : public OpenAiApi {
 public:
  std::string_view path() const override { return "/chat/completions"; }
  Or<WholeAnswer> answer(const policy::Request&, std::string body, std::int64_t) const override {
    const llm::AnswerFacts facts = reader_.read(body);
    if (auto failure = no_answer(facts.defect, body)) {
      return *std::move(failure);
    }
    if (auto failure = empty_answer(facts)) {
      return *std::move(failure);
    }
    return WholeAnswer{std::move(body), usage_of(facts)};
  }
  std::unique_ptr<EventWriter> events(const policy::Request& request, std::int64_t) const override {
    return std::make_unique<ChunkWriter>(request.include_usage);
  }

 private:
  mutable llm::AnswerReader reader_;  // only memory
};

}  // namespace

std::unique_ptr<const Dialect> make_openai() {
  return std::make_unique<OpenAi>();
}

}  // namespace gameday::gateway
