#pragma once
// The form that a caller demands of an answer's text: that it is JSON, by a schema of the caller's.
// Whoever reads a provider's answer asks. One request's own; single thread.

#include <optional>
#include <string>
#include <string_view>

namespace gameday::policy {

class AnswerForm {
 public:
  virtual ~AnswerForm() = default;
  /// False: any text will do, and need not be gathered.
  virtual bool demands() = 0;
  /// What is wrong with the whole text of an answer, in a sentence without much of the text.
  /// Nothing: it is as it should be, or nobody can tell.
  virtual std::optional<std::string> violation(std::string_view text) = 0;
  /// In place of violation(): there is so much of it that nobody has gathered it.
  virtual void passed_unread() = 0;
};

}  // namespace gameday::policy
