#include "llm/translate_calls.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "llm/openai_fields.hpp"

namespace gameday::llm {
namespace {

constexpr std::size_t id_most = 128;  // real ones have 40 at most

bool fits(std::string_view id) {
  return !id.empty() && id.size() <= id_most && std::all_of(id.begin(), id.end(), [](char one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') ||
           one == '_' || one == '-';
  });
}

}  // namespace

std::string CallLedger::called(std::string_view asked) {
  std::string id(asked);
  while (!fits(id) || !used_.insert(id).second) {
    id = "toolu_" + hex16(hash64("llm/asked_id", id, calls_));
  }
  ++calls_;
  ++waiting_;
  open_[asked].ids.push_back(id);
  return id;
}

std::optional<std::string> CallLedger::answered(std::string_view asked) {
  const auto call = open_.find(asked);
  if (call == open_.end() || call->second.answered == call->second.ids.size()) {
    return std::nullopt;
  }
  --waiting_;
  return std::move(call->second.ids[call->second.answered++]);
}

void CallLedger::close() {
  open_.clear();
  waiting_ = 0;
}

}  // namespace gameday::llm
