#pragma once
// One schema while it is compiled: a list of its places, each with what it asks of a value. No
// recursion: a place that another one names waits in the list until its turn comes.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "gateway/schema/compile.hpp"

namespace valijson::constraints {
struct Constraint;
}  // namespace valijson::constraints

namespace gameday::gateway::schema {

class Compiler {
 public:
  /// Both outlive it; `into` has its meter and its schema, both empty.
  Compiler(const nlohmann::json& root, Compiled& into) : root_(root), into_(into) {}

  std::optional<Unchecked> run();

  // For the keywords of the place whose turn it is:
  /// Asked of a part of its value.
  const valijson::Subschema* part(const nlohmann::json& schema);
  /// Asked of the same value.
  const valijson::Subschema* same(const nlohmann::json& schema);
  /// The place that a $ref names.
  const nlohmann::json* named(const std::string& reference);
  valijson::Schema& schema() { return *into_.schema; }
  const valijson::Subschema* here() const { return places_[turn_].subschema; }
  /// The first reason counts.
  void refuse(Unchecked reason) { problem_ = problem_.value_or(reason); }

 private:
  struct Place {
    const nlohmann::json* schema = nullptr;
    const valijson::Subschema* subschema = nullptr;
    std::vector<std::size_t> same;  // places that it asks about the same value
  };

  std::size_t place_of(const nlohmann::json& schema);
  void fill(const nlohmann::json& schema);
  std::optional<Unchecked> measure();

  const nlohmann::json& root_;
  Compiled& into_;
  std::vector<Place> places_;
  std::map<const nlohmann::json*, std::size_t> known_;  // looked up, never walked
  std::size_t turn_ = 0;
  std::optional<Unchecked> problem_;
};

/// Adds what one schema, an object, asks.
void add_keywords(const nlohmann::json& schema, Compiler& compiler);
Price price_of(const nlohmann::json& schema);

}  // namespace gameday::gateway::schema
