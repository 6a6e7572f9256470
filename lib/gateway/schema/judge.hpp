#pragma once
// Whether an answer fits a schema, in bounded time and stack. Pure; throws nothing.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/schema/compile.hpp"

namespace gameday::gateway::schema {

struct Judgement {
  std::optional<Unchecked> unchecked;
  std::string violation;  // a sentence that names the place; empty: it fits
};

/// `text`: an answer's, whole. What is taken from `work` is what it came to; nothing may be left.
Judgement judge(const Compiled& schema, std::string_view text, std::uint64_t& work);
/// It is to be a JSON object, whatever is in it.
Judgement judge_object(std::string_view text, std::uint64_t& work);

}  // namespace gameday::gateway::schema
