#include "faults/match.hpp"

#include <algorithm>

namespace gameday::faults {
namespace {

bool any_matches(const std::vector<std::string>& globs, std::string_view text) {
  return globs.empty() || std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
           return glob_matches(glob, text);
         });
}

bool key_matches(const std::vector<KeyPattern>& patterns, const AttemptFacts& attempt) {
  if (patterns.empty()) {
    return true;
  }
  if (attempt.key_sha.empty()) {
    return false;
  }
  return std::any_of(patterns.begin(), patterns.end(), [&](const KeyPattern& pattern) {
    return pattern.sha_prefix.empty()
               ? pattern.source == attempt.key_source
               : attempt.key_sha.substr(0, pattern.sha_prefix.size()) == pattern.sha_prefix;
  });
}

bool field_matches(const FieldPattern& pattern, const AttemptFacts& attempt) {
  const bool has = attempt.fields != nullptr && attempt.fields->has(pattern.name);
  if (!has || !pattern.glob) {
    return has == pattern.glob.has_value();
  }
  return glob_matches(*pattern.glob, attempt.fields->get(pattern.name));
}

}  // namespace

// Goes back to the last star only, so its time is the product of the lengths at worst.
bool glob_matches(std::string_view glob, std::string_view text) {
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (at < glob.size() && glob[at] == '*') {
      star = at++;
      star_text = i;
    } else if (at < glob.size() && (glob[at] == '?' || glob[at] == text[i])) {
      ++at;
      ++i;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      i = ++star_text;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', at) == std::string_view::npos;
}

Per drawn_for(const Injection& injection) {
  const bool of_connections = level_of(injection.deed) == Level::connection;
  return injection.selectors.per.value_or(of_connections ? Per::connection : Per::attempt);
}

bool chooses_replica(const Selectors& selectors, std::uint16_t replica) {
  const auto& list = selectors.replicas;
  return list.empty() || std::find(list.begin(), list.end(), replica) != list.end();
}

bool matches(const Selectors& selectors, const AttemptFacts& attempt) {
  const bool models = selectors.models.empty() || !attempt.model.empty();
  const bool methods =
      selectors.methods.empty() || std::find(selectors.methods.begin(), selectors.methods.end(),
                                             attempt.method) != selectors.methods.end();
  return models && methods && chooses_replica(selectors, attempt.replica) &&
         any_matches(selectors.models, attempt.model) &&
         any_matches(selectors.paths, attempt.path) && key_matches(selectors.keys, attempt) &&
         std::all_of(
             selectors.fields.begin(), selectors.fields.end(),
             [&](const FieldPattern& pattern) { return field_matches(pattern, attempt); }) &&
         (!selectors.stream || attempt.stream == selectors.stream) &&
         (!selectors.body_over || attempt.body > *selectors.body_over);
}

}  // namespace gameday::faults
