#pragma once
// Calls of tools on their way to their results, in a conversation that is translated: who is
// answered by whom, and under which id. Pure.
//
// Anthropic's ids have letters, digits, `_` and `-`, and each occurs once in a conversation; other
// providers' need not. An id that does not fit is made up anew, the same each time the conversation
// comes back; of calls with one id, the first result answers the first call.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::llm {

class CallLedger {
 public:
  /// A call of the assistant's: the id that it gets.
  std::string called(std::string_view id);
  /// A result: the id of the call that it answers; nothing where no such call waits.
  std::optional<std::string> answered(std::string_view id);
  /// Calls wait for their results.
  bool waiting() const { return waiting_ > 0; }
  /// Somebody else speaks: what has been called so far can be answered no more.
  void close();

 private:
  /// Calls with one id.
  struct Calls {
    std::vector<std::string> ids;  // that they got
    std::size_t answered = 0;      // so many of them, from the first on
  };
  std::map<std::string_view, Calls> open_;  // views into the request
  std::size_t waiting_ = 0;                 // for results
  std::set<std::string, std::less<>> used_;
  std::uint64_t calls_ = 0;
};

}  // namespace gameday::llm
