#pragma once
// A toxic: what is done to the bytes of one direction of a connection. Names, attributes and their
// units are Toxiproxy's (https://github.com/Shopify/toxiproxy#toxics), so that its clients can set
// them; the ranges are ours, for there a negative rate or a slicer of nothing ends the server.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::toxics {

/// upstream: from the client to the server. downstream: back.
enum class Direction : std::uint8_t { upstream, downstream };

enum class Kind : std::uint8_t {
  noop,
  latency,
  bandwidth,
  slow_close,
  timeout,
  reset_peer,
  slicer,
  limit_data,
  cut_after,
  freeze_after,
  slow_open
};

/// A whole number with its bounds.
struct Attribute {
  std::string_view name;
  std::string_view unit;
  std::int64_t least = 0;
  std::int64_t most = 0;
  bool is_ours = false;  // Toxiproxy has it not: not shown while it is 0
};

struct KindInfo {
  Kind kind;
  std::string_view name;
  std::vector<Attribute> attributes;  // Toxic::values has the same order
};

/// All of them, in the order of Kind.
const std::vector<KindInfo>& kinds();
const KindInfo& info_of(Kind kind);
/// Exact spelling.
const KindInfo* find_kind(std::string_view name);

class Line;

struct Toxic {
  std::string name;
  Kind kind = Kind::noop;
  Direction direction = Direction::downstream;
  float toxicity = 1;                // the share of connections that it acts on
  std::vector<std::int64_t> values;  // of its kind's attributes
  std::uint64_t revision = 0;        // counts its changes: each lets go at once what it holds back
  std::shared_ptr<Line> line{};      // of a bandwidth that all connections share
};

/// It is new, or has been changed: with that revision, and a line of its own if it has one.
void renew(Toxic& toxic, std::uint64_t revision);
/// What is wrong with its values; nothing when all is well. It names attribute, bound and unit.
std::optional<std::string> problem_of(const Toxic& toxic);

}  // namespace gameday::toxics
