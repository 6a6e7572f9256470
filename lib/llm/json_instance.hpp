#pragma once
// JSON that a schema describes, as a model would write it, or as a model gets it wrong. It knows
// the keywords that structured outputs take: types, properties, items, enum, const, $ref inside the
// schema, allOf, anyOf, oneOf, the bounds of numbers, texts and lists, the common formats; no
// pattern. The same dice, the same JSON. Source: JSON Schema 2020-12, validation.

#include <string>
#include <string_view>

#include "base/dice.hpp"

namespace gameday::llm {

enum class InstanceFlaw : std::uint8_t {
  none,
  renamed,     // every key is another word
  wrong_types  // every value of the object is of another type
};

/// Beyond it a schema that describes itself ends: what it does not require is left out.
inline constexpr int instance_depth = 6;
/// Values in all; what comes then is as short as it can be.
inline constexpr int instance_values_most = 5000;

/// Compact. `{}` for what is no schema.
std::string json_instance(std::string_view schema, Rng dice,
                          InstanceFlaw flaw = InstanceFlaw::none);

}  // namespace gameday::llm
