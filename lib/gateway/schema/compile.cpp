#include "gateway/schema/compile.hpp"

#include <algorithm>
#include <stdexcept>  // valijson includes it inside its own namespace

#include <nlohmann/json.hpp>
#include <valijson/schema.hpp>

#include "base/percent.hpp"
#include "gateway/schema/compiler.hpp"
#include "gateway/schema/json_text.hpp"
#include "gateway/schema/limits.hpp"

namespace gameday::gateway::schema {

using nlohmann::json;

namespace {

constexpr std::size_t index_digits_most = 6;  // more bytes than a schema has

/// One token of a JSON Pointer (RFC 6901); null: it leads nowhere.
const json* step(const json& from, std::string token) {
  if (from.is_array()) {
    const bool number =
        !token.empty() && token.size() <= index_digits_most &&
        std::all_of(token.begin(), token.end(), [](char one) { return '0' <= one && one <= '9'; });
    const std::size_t index = number ? std::stoul(token) : from.size();
    return index < from.size() ? &from[index] : nullptr;
  }
  for (std::size_t at = 0; (at = token.find('~', at)) != std::string::npos; ++at) {
    token.replace(at, 2, token.compare(at, 2, "~1") == 0 ? "/" : "~");
  }
  const auto found = from.find(token);
  return found == from.end() ? nullptr : &*found;
}

}  // namespace

Compiled::Compiled() = default;
Compiled::Compiled(Compiled&&) noexcept = default;
Compiled& Compiled::operator=(Compiled&&) noexcept = default;
Compiled::~Compiled() = default;

std::optional<Unchecked> Compiler::run() {
  into_.root = places_[place_of(root_)].subschema;
  for (turn_ = 0; turn_ < places_.size() && !problem_; ++turn_) {
    fill(*places_[turn_].schema);
    if (places_.size() > schema_places_most) {
      refuse(Unchecked::schema_too_large);
    }
  }
  return problem_ ? problem_ : measure();
}

std::size_t Compiler::place_of(const json& schema) {
  const auto [found, fresh] = known_.try_emplace(&schema, places_.size());
  if (fresh) {
    Place& place = places_.emplace_back();
    place.schema = &schema;
    place.subschema = into_.schema->createSubschema();
  }
  return found->second;
}

const valijson::Subschema* Compiler::part(const json& schema) {
  return places_[place_of(schema)].subschema;
}

const valijson::Subschema* Compiler::same(const json& schema) {
  const std::size_t place = place_of(schema);
  places_[turn_].same.push_back(place);
  return places_[place].subschema;
}

/// `#`, `#/$defs/Step`: a JSON Pointer in the schema itself, never a document elsewhere. `#Step`
/// is an anchor, which we do not look for.
const json* Compiler::named(const std::string& reference) {
  const auto pointer = percent_decoded(reference);
  if (!pointer || !pointer->starts_with('#')) {
    return nullptr;
  }
  const json* place = &root_;
  for (std::size_t at = 1, end = 0; place != nullptr && at < pointer->size(); at = end) {
    end = std::min(pointer->find('/', at + 1), pointer->size());
    place = (*pointer)[at] == '/' ? step(*place, pointer->substr(at + 1, end - at - 1)) : nullptr;
  }
  return place;
}

void Compiler::fill(const json& schema) {
  if (schema.is_boolean()) {
    into_.schema->setAlwaysInvalid(here(), !schema.get<bool>());
  } else if (schema.is_object()) {
    add_fuse(*into_.schema, here(), *into_.meter, price_of(schema));
    add_keywords(schema, *this);
  } else {
    refuse(Unchecked::schema_invalid);
  }
}

/// The longest way from place to place about one value. Whoever is on none any more is taken away;
/// who is left in the end is on a way without an end.
std::optional<Unchecked> Compiler::measure() {
  std::vector<std::size_t> asked_by(places_.size());
  for (const Place& place : places_) {
    for (const std::size_t next : place.same) {
      ++asked_by[next];
    }
  }
  std::vector<std::size_t> free;
  for (std::size_t place = 0; place < places_.size(); ++place) {
    if (asked_by[place] == 0) {
      free.push_back(place);
    }
  }
  std::vector<std::size_t> in_a_row(places_.size(), 1);
  for (std::size_t at = 0; at < free.size(); ++at) {
    const std::size_t place = free[at];
    into_.in_a_row = std::max(into_.in_a_row, in_a_row[place]);
    for (const std::size_t next : places_[place].same) {
      in_a_row[next] = std::max(in_a_row[next], in_a_row[place] + 1);
      if (--asked_by[next] == 0) {
        free.push_back(next);
      }
    }
  }
  return free.size() < places_.size() ? std::optional(Unchecked::schema_loops) : std::nullopt;
}

std::optional<Unchecked> compile(std::string_view schema, Compiled& into) {
  if (schema.size() > schema_bytes_most) {
    return Unchecked::schema_too_large;
  }
  try {
    json root;
    Size size;
    switch (read_json(schema, schema_depth_most, root, size)) {
      case Read::not_json:
        return Unchecked::schema_invalid;
      case Read::too_large:
        return Unchecked::schema_too_large;
      case Read::unsupported:
        return Unchecked::schema_unsupported;
      case Read::ok:
        break;
    }
    into.schema = std::make_unique<valijson::Schema>();
    into.meter = std::make_unique<Meter>();
    return Compiler(root, into).run();
  } catch (const std::exception&) {
    return Unchecked::internal;
  }
}

}  // namespace gameday::gateway::schema
