#pragma once
// Repairs what servers get wrong about calls of tools in Anthropic's streams, where only one thing
// can be meant (F39): an index that is missing or used before (blocks come one after the other, so
// it is the call that begins, or the one that is open), an id that is blank, missing or another
// call's. For who translates a stream; who passes it on leaves it as it is. Pure; one thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm/stream_event.hpp"

namespace gameday::llm {

class CallMender {
 public:
  /// Every event of one stream, in order. False: a call without a name, or one that may be told
  /// twice; nobody can know what is meant.
  bool mend(EventFacts& facts);

 private:
  struct Open {
    bool named;           // it says an index …
    std::uint32_t said;   // … this one
    std::uint32_t block;  // and this is where it belongs
  };

  bool begin(EventFacts& facts);

  std::string answer_id_;
  std::uint32_t begun_ = 0;       // blocks
  std::vector<std::string> ids_;  // of the calls so far
  std::optional<Open> open_;      // the call that is
};

}  // namespace gameday::llm
