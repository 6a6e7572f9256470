#pragma once
// What `gameday verify` found: for each row of its pack, streamed and unary, what was declared,
// what was measured, and whether that is one and the same. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verdict/measurement.hpp"

namespace gameday::verdict {

/// What a config promises about one row and shape, as gateway/lint computes it.
struct Declared {
  std::uint32_t attempts = 1;        // at most
  Duration time{};                   // until the client has its outcome, at most
  std::optional<Duration> failover;  // until somebody else is asked, at most; none: nobody is
  std::string failover_words;        // `at once`, `1 retry`, `4 s`, `never`
  std::string words;                 // `openai 4 s, then anthropic answers`
  bool obeys_hints = false;          // a key is not asked again before its Retry-After is over
};

enum class Standing : std::uint8_t {
  held,
  broken,
  not_observable,  // it may be so, but no fault proxy can see it
  unclear          // it was not measured: the reason says why
};

struct Finding {
  Standing standing = Standing::held;
  std::string promise;   // `attempts.max <= 4`, or whose it is: `no hang`, `the config`
  std::string sentence;  // `says 4 s until the fallback, took 12 s`; empty: it held
};

/// One row in one shape.
struct MatrixCell {
  std::string row;    // the file's name
  std::string title;  // the file's title
  bool control = false;
  bool connections = false;  // what is broken are connections: they carry no marker
  bool streamed = false;
  std::optional<Declared> declared;
  std::optional<Measurement> measured;
  std::string why_not;  // why there is no measurement, or why it says nothing
  std::vector<Finding> findings;

  /// The worst of them: broken, then unclear, then not observable.
  Standing standing() const;
};

struct Matrix {
  std::string subject;               // the config's file, or the gateway's URL
  std::vector<std::string> assumed;  // what a reader must know before any number
  std::string contract;              // its file; empty: the config's own limits were judged
  bool simulated = false;
  Duration took{};
  std::vector<MatrixCell> cells;
};

struct MatrixTally {
  std::size_t held = 0;
  std::size_t broken = 0;
  std::size_t not_observable = 0;
  std::size_t unclear = 0;
};
MatrixTally tally(const Matrix& matrix);

/// 1 when anything is broken, 3 when anything is unclear or nothing was measured, else 0.
int exit_code(const Matrix& matrix);

/// Judges a cell by what its config declares, and by what nobody may do: hang, pass on a broken
/// answer as whole, doubt a healthy provider.
void judge_by_config(MatrixCell& cell);

const char* to_text(Standing standing);

}  // namespace gameday::verdict
