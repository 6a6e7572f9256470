// The looks of an answer in words.
#include <fmt/format.h>

#include "faults/spoken.hpp"

namespace gameday::faults {

std::string spoken(const HeadChange& change) {
  std::vector<std::string> with;
  for (const auto* fields : {&change.set, &change.add}) {
    for (const auto& [name, value] : *fields) {
      with.push_back(name + ": " + value);
    }
  }
  if (change.pad) {
    with.push_back("a field of " + to_text(*change.pad));
  }
  if (change.count) {
    with.push_back(fmt::format("{} more fields", *change.count));
  }
  std::string text = "head";
  if (!change.drop.empty()) {
    text += " without " + joined(change.drop, " and ");
  }
  return with.empty() ? text : text + " with " + joined(with, " and ");
}

}  // namespace gameday::faults
