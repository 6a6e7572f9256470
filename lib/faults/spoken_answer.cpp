// What a mock is told, in words.
#include <fmt/format.h>

#include "faults/spoken.hpp"

namespace gameday::faults {
namespace {

using Parts = std::vector<std::string>;

// In the order of the enumerations.
constexpr std::array<std::string_view, 3> contents = {"no content", "empty content",
                                                      "reasoning alone"};
constexpr std::array<std::string_view, 5> schemas = {"prose instead of JSON",
                                                     "JSON in a code fence", "JSON with other keys",
                                                     "the schema itself", "JSON of wrong types"};
constexpr std::array<std::string_view, 8> calls = {
    "tool calls all of index 0",      "tool calls without index",    "tool calls without id",
    "tool calls of one id",           "tool calls with blank ids",   "tool calls without arguments",
    "tool calls under a wrong index", "tool calls in one chunk each"};

template <class Enum, std::size_t size>
void add(Parts& parts, const std::optional<Enum>& value,
         const std::array<std::string_view, size>& words) {
  if (value) {
    parts.emplace_back(words[static_cast<std::size_t>(*value)]);
  }
}

}  // namespace

std::string spoken(const MockAnswer& answer) {
  Parts parts;
  if (!answer.refuse.empty()) {
    Parts words;
    for (const MockAnswer::Refuse one : answer.refuse) {
      words.emplace_back(refuse_words[static_cast<std::size_t>(one)]);
    }
    parts.push_back("400 for " + joined(words, ", "));
  }
  if (answer.text) {
    parts.emplace_back("a text of its own");
  }
  add(parts, answer.content, contents);
  add(parts, answer.schema, schemas);
  add(parts, answer.tools, calls);
  if (answer.pad) {
    parts.push_back("an event of " + gameday::to_text(*answer.pad));
  }
  if (answer.cut) {
    const MockAnswer::Keep& keep = *answer.cut;
    parts.push_back(keep.part ? fmt::format("{} of the answer", gameday::to_text(*keep.part))
                              : fmt::format("{} delta{} of the answer", keep.deltas,
                                            keep.deltas == 1 ? "" : "s"));
  }
  if (answer.finish || answer.cut) {
    const auto finish = answer.finish.value_or(MockAnswer::Finish::length);
    parts.push_back(fmt::format("finish {}", finish_words[static_cast<std::size_t>(finish)]));
  }
  return "the mock says " + joined(parts, " and ");
}

}  // namespace gameday::faults
