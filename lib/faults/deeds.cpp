#include "faults/deeds.hpp"

#include <algorithm>

namespace gameday::faults {

bool is_token(std::string_view text) {
  const auto allowed = [](char letter) {
    const bool visible = letter > ' ' && letter < '\x7f';
    return visible &&
           std::string_view("\"(),/:;<=>?@[\\]{}").find(letter) == std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

void refuse_later(MapReader& map, const Words& keys) {
  for (const std::string_view key : keys) {
    map.not_yet(key);
  }
}

std::string read_word(MapReader& map, std::string_view key, const Words& known,
                      std::string_view what) {
  const auto word = map.text(key);
  if (word && !contains(known, *word)) {
    map.error(key, '"' + *word + "\" is no " + std::string(what) + "; write " + listed(known) +
                       did_you_mean(*word, known));
  }
  return word && contains(known, *word) ? *word : std::string(known.front());
}

}  // namespace gameday::faults
