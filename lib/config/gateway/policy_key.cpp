// What the readers of policies share.
#include <fmt/format.h>

#include "config/gateway/parts.hpp"

namespace gameday::config {
namespace {

bool is_word(const Value& value, std::string_view word) {
  if (word == "null") {
    return value.kind == Value::Kind::null;
  }
  return value.kind == Value::Kind::text && !value.quoted && value.text == word;
}

}  // namespace

PolicyKey read_policy(MapReader& map, std::string_view key, std::string_view off,
                      std::string_view example) {
  const Value* found = map.take(key);
  PolicyKey policy;
  if (found == nullptr) {
    return policy;
  }
  if (is_word(*found, off)) {
    policy.off = true;
  } else if (found->kind == Value::Kind::map) {
    policy.map = found;
  } else {
    map.error(key, fmt::format("takes a map or {1}; write \"{0}\": {2} or \"{0}\": {1}", key, off,
                               example));
  }
  return policy;
}

void read_number(MapReader& map, std::string_view key, std::uint64_t least, std::uint64_t most,
                 std::uint32_t& into) {
  if (const auto number = map.count(key, least, most)) {
    into = static_cast<std::uint32_t>(*number);
  }
}

}  // namespace gameday::config
