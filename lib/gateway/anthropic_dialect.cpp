// Anthropic's Messages behind OpenAI's chat: requests, answers and streams are translated.

#include <utility>

#include "gateway/checked.hpp"
#include "gateway/dialect.hpp"
#include "llm/anthropic.hpp"
#include "llm/translate.hpp"
#include "llm/translate_stream.hpp"

namespace gameday::gateway {

namespace {

// Anthropic requires one. No model's most, and what fits the timeouts of most.
constexpr std::uint64_t usual_max_tokens = 4096;

class MessageWriter final : public EventWriter {
 public:
  MessageWriter(std::int64_t created, bool include_usage) : translator_(created, include_usage) {}

  bool event(std::string_view, std::string_view, const llm::EventFacts& facts,
             std::string& out) override {
    translator_.event(facts, out);
    return true;  // a thought, too, is progress
  }
  void end(std::string& out) override { translator_.end(out); }

 private:
  llm::StreamTranslator translator_;
};

class Anthropic final : public Dialect {
 public:
  explicit Anthropic(llm::AnthropicVersion version) : version_(version) {}

  llm::Dialect which() const override { return llm::Dialect::anthropic; }
  std::string_view path() const override { return "/v1/messages"; }
  void sign(http::Fields& fields, std::string_view secret) const override {
    fields.set("x-api-key", secret);
    fields.set("anthropic-version", llm::to_text(version_));
    fields.set("Content-Type", "application/json");
  }
  Or<Asked> asked(std::string_view body, std::string_view model) const override {
    llm::Translated translated = llm::to_messages_request(body, model, usual_max_tokens, version_);
    if (!translated.refused.empty()) {
      return unfit(std::move(translated.refused));
    }
    Asked asked;
    asked.body = std::move(translated.body);
    asked.dropped = std::move(translated.dropped);
    return asked;
  }
  Or<WholeAnswer> answer(const policy::Request&, std::string body,
                         std::int64_t created) const override {
    const llm::AnswerFacts facts = llm::read_message(body);
    if (auto failure = no_answer(facts.defect, body)) {
      return *std::move(failure);
    }
    auto answer = llm::to_chat_answer(body, facts, created);
    if (!answer) {
      const bool unknown = llm::to_finish_reason(facts.finish_reason).empty();
      return broken(policy::FailureKind::malformed, 200,
                    unknown ? "an unknown stop reason" : "a call of a tool that nobody can make");
    }
    const llm::AnswerFacts told = llm::read_answer(*answer);
    if (auto failure = empty_answer(told)) {
      return *std::move(failure);
    }
    return WholeAnswer{*std::move(answer), usage_of(told)};
  }
  std::unique_ptr<EventWriter> events(const policy::Request& request,
                                      std::int64_t created) const override {
    return std::make_unique<MessageWriter>(created, request.include_usage);
  }

 private:
  const llm::AnthropicVersion version_;
};

}  // namespace

std::unique_ptr<const Dialect> make_anthropic(llm::AnthropicVersion version) {
  return std::make_unique<Anthropic>(version);
}

}  // namespace gameday::gateway
