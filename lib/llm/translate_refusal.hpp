#pragma once
// Why a request cannot be said to Anthropic's Messages. Plain data.

#include <string>
#include <string_view>

namespace gameday::llm {

/// The reason of most.
inline constexpr std::string_view untranslatable =
    "has no translation for a provider that speaks Anthropic's Messages.";

/// The first reason stands; nobody needs to hear the others.
struct Refusal {
  std::string parameter;  // `tools[1].type`, `messages[2].content[0]`
  std::string sentence;   // empty: there is none

  bool any() const { return !sentence.empty(); }
  /// `parameter` why. The reason ends with a full stop.
  void because(std::string_view what, std::string_view why) {
    if (!any()) {
      parameter = what;
      sentence.append("`").append(what).append("` ").append(why);
    }
  }
};

}  // namespace gameday::llm
