#include "faults/parse.hpp"

#include <set>

#include "faults/compose.hpp"
#include "faults/deeds.hpp"
#include "faults/selectors.hpp"
#include "faults/words.hpp"

namespace gameday::faults {

std::optional<Injection> parse_injection(MapReader& map, const NamedFiles& files) {
  if (!map.is_map()) {
    return std::nullopt;  // its reader has said so
  }
  for (const std::string_view key : later_keys()) {
    map.not_yet(key);
  }
  auto injection = read_deed(map, files);
  const auto name = map.text("name");
  if (injection) {
    refuse_finer_selectors(map, injection->deed);
  }
  Selectors nobody;
  read_selectors(map, injection ? injection->selectors : nobody);
  if (name && name->empty()) {
    map.error("name", "is empty; leave it out or write a name");
  }
  if (injection && name && !name->empty()) {
    injection->name = *name;
  }
  return injection;
}

void unique_names(const std::vector<Injection*>& list) {
  std::set<std::string> taken;
  for (Injection* injection : list) {
    const std::string wanted = injection->name;
    for (std::size_t number = 2; !taken.insert(injection->name).second; ++number) {
      injection->name = wanted + '-' + std::to_string(number);
    }
  }
}

}  // namespace gameday::faults
