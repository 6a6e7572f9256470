#pragma once
// What keeps a check short: each schema first takes its share of the work that the whole check may
// be, and where nothing is left everything ends. valijson itself knows no end: it follows a schema
// that asks two others, each of which asks two others, as far as they go.

#include <cstdint>

namespace valijson {
class Schema;
class Subschema;
}  // namespace valijson

namespace gameday::gateway::schema {

/// Of the check that runs; set before each.
struct Meter {
  std::uint64_t left = 0;          // steps
  std::uint64_t answer = 0;        // … that the whole answer is
  std::uint64_t longest_text = 0;  // of the answer, bytes
  std::uint64_t longest_key = 0;   // likewise
  const void* results = nullptr;   // the check's own; one error in it is enough
};

/// What one schema asks of each value that it sees.
struct Price {
  std::uint64_t fixed = 0;   // steps whatever the value is: names looked up, values compared
  std::uint64_t texts = 0;   // how often a text is copied or compared as a whole
  std::uint64_t inside = 0;  // … a text in a list or an object
  bool unique = false;       // each item is compared with each
};

/// Thrown through valijson.
struct Blown {};

/// `meter` outlives the schema.
void add_fuse(valijson::Schema& schema, const valijson::Subschema* subschema, Meter& meter,
              const Price& price);

/// valijson's own takes 19.99 for no multiple of 0.01.
void add_multiple_of(valijson::Schema& schema, const valijson::Subschema* subschema,
                     double divisor);

}  // namespace gameday::gateway::schema
