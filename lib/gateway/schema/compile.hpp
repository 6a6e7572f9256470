#pragma once
// A client's JSON Schema, made ready to ask of answers.
//
// Checked: type, enum, const, properties, required, additionalProperties, items (also as a list),
// prefixItems, additionalItems, contains, anyOf, allOf, oneOf, not, if, then, else, $ref within the
// schema, and the bounds of numbers, texts, lists and objects. Every other keyword lets all pass;
// so do pattern and patternProperties, for std::regex ends the program over a long text, and
// additionalProperties beside the latter. Source: JSON Schema 2020-12, with draft 7's words.

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "gateway/schema/fuse.hpp"
#include "gateway/schema/unchecked.hpp"

namespace gameday::gateway::schema {

class Compiled {
 public:
  Compiled();
  Compiled(Compiled&&) noexcept;
  Compiled& operator=(Compiled&&) noexcept;
  ~Compiled();

  std::unique_ptr<Meter> meter;  // the schema's fuses hold on to it
  std::unique_ptr<valijson::Schema> schema;
  const valijson::Subschema* root = nullptr;
  std::size_t in_a_row = 1;  // schemas that ask one another about the same value, at most
};

/// Nothing: `into` is ready. Throws nothing.
std::optional<Unchecked> compile(std::string_view schema, Compiled& into);

}  // namespace gameday::gateway::schema
