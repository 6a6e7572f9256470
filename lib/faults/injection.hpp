#pragma once
// One injection as it is written: selectors (which attempts) and a deed (what happens to them).
// Plain data; parse.hpp makes it, plan.hpp decides by it. docs/scenario-format.md has the words.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"

namespace gameday::faults {

/// What a draw is drawn for.
enum class Per : std::uint8_t { attempt, request };

struct Selectors {
  std::optional<Ratio> share;  // none: every attempt, without a draw
  Per per = Per::attempt;
};

/// How long the client is told to wait.
struct RetryAfterHint {
  enum class Kind : std::uint8_t { automatic, none, fixed };
  Kind kind = Kind::automatic;
  Duration wait{};  // fixed; printed as whole seconds, rounded up
};

/// Answers itself; the provider is never called.
struct Respond {
  int status = 0;     // 0: as the error says
  std::string error;  // a name of the provider-true answers; empty: by status
  RetryAfterHint retry_after;
};

/// Waits between the request's last byte and forwarding it.
struct Delay {
  Duration headers{};
};

struct Injection {
  std::string name;
  Selectors selectors;
  std::optional<Delay> delay;      // at least one of the two is set;
  std::optional<Respond> respond;  // both: first the wait, then the answer
};

}  // namespace gameday::faults
