#pragma once
// One injection as it is written: selectors (which attempts) and a deed (what happens to them).
// Plain data; parse.hpp makes it, plan.hpp decides by it, answer_machine.hpp does it to an answer.
// docs/faults.md has the words.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/dice.hpp"
#include "base/time.hpp"
#include "base/units.hpp"
#include "faults/deed.hpp"

namespace gameday::faults {

/// What a draw is drawn for, or a counter counts by.
enum class Per : std::uint8_t { attempt, request, key, model, connection, proxy };

/// `key: env.NAME` or `sha:9f3c…`; one of the two is set.
struct KeyPattern {
  std::string source;      // `env.OPENAI_KEY_A`, compared with where the key came from
  std::string sha_prefix;  // 4 to 64 hex digits
  bool operator==(const KeyPattern&) const = default;
};
struct FieldPattern {
  std::string name;
  std::optional<std::string> glob;  // none: `absent`
  bool operator==(const FieldPattern&) const = default;
};
struct AboveRate {
  PerSecond rate;
  std::uint64_t burst = 1;
};

/// Of one arm's gateway: as many as one thread can still serve.
inline constexpr std::uint16_t most_replicas = 16;

struct Selectors {
  std::vector<std::string> models;  // globs; empty: any. Likewise below
  std::vector<std::string> paths;
  std::vector<std::string> methods;
  std::vector<KeyPattern> keys;
  std::vector<FieldPattern> fields;
  std::optional<bool> stream;
  std::optional<Bytes> body_over;
  std::vector<std::uint16_t> replicas;  // of the gateway, from 1; empty: any
  std::optional<std::uint64_t> skip;    // before any other counter
  std::optional<std::uint64_t> first;
  std::optional<std::uint64_t> every;
  std::vector<bool> sequence;  // true: fail; repeats
  std::optional<AboveRate> above_rate;
  std::optional<Ratio> share;  // none: every attempt, without a draw
  std::optional<Per> per;      // none: share per attempt, counters per proxy
};

struct Injection {
  std::string name;
  std::string slug;  // empty: written by actions
  Selectors selectors;
  Deed deed;
};

}  // namespace gameday::faults
