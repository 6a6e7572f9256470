#pragma once
// Which texts of an answer are to be of the form that was asked for: those that ended by
// themselves. A call of a tool, a refusal, what was cut off or filtered is not. In OpenAI's words,
// as clients get them; pure.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "policy/answer_form.hpp"

namespace gameday::gateway {

/// What is wrong with the first choice that is not as it should be. `answer`: a unary one's body.
std::optional<std::string> form_violation(std::string_view answer, policy::AnswerForm& form);

/// Of a streamed one: gathers its texts until they end.
class FormWatch {
 public:
  explicit FormWatch(policy::AnswerForm& form);
  FormWatch(FormWatch&&) noexcept;
  FormWatch& operator=(FormWatch&&) noexcept;
  ~FormWatch();

  /// `events`, whole, are about to go to the client. What is wrong with a text that ends there:
  /// then they must not.
  std::optional<std::string> see(std::string_view events);

 private:
  struct Memory;  // the JSON parser's
  struct Choice {
    std::string text;
    bool spared = false;  // it is more than a text
    bool unread = false;  // … or so long that it is not kept
    bool ended = false;
  };

  void gather(Choice& choice, std::string_view text);
  std::optional<std::string> end(Choice& choice, std::string_view finish_reason);

  policy::AnswerForm* form_;
  std::unique_ptr<Memory> memory_;
  std::map<std::uint64_t, Choice> choices_;  // as many as llm::StreamWatch lets pass
  std::size_t kept_ = 0;                     // bytes of all texts
};

}  // namespace gameday::gateway
