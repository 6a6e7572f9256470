#pragma once
// One row of `gameday verify`: a scenario file of the pack (scenarios/verify), as config reads it.
// Of the file count: the providers' pace, the requests, load.timeout and the experiment's
// injections; its arms, its timing and its checks are for `gameday run`.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "mock/options.hpp"
#include "scenario/options.hpp"

namespace gameday::rig {

enum class Shape : std::uint8_t { unary, streamed };
const char* to_text(Shape shape);

struct Row {
  enum class Kind : std::uint8_t {
    failure,
    control,      // nothing is wrong: one attempt, answered by the first choice
    slow_control  // … and slow: its waits become 80 % of the limits that the config declares
  };
  std::string name;  // of the file, without .yaml
  std::string
      failure;  // `labels: {failure: …}`: what a config promises about; empty: nothing known
  bool connections = false;  // what it breaks are connections: they carry no marker
  Kind kind = Kind::failure;
  scenario::Scenario scenario;
  std::vector<mock::Options> providers;  // in the file's order
};

/// What a file says as a row of that name: its labels are read here. A problem is one sentence.
Parsed<Row> make_row(std::string name, const scenario::Scenario& scenario,
                     const std::vector<mock::Options>& providers);

/// The first kind of request of that shape; none: the row has nothing to say about it.
std::optional<std::uint16_t> kind_of(const Row& row, Shape shape);

/// `silent headers`, `silent_headers` and `silent-headers` are one row.
bool same_row(std::string_view one, std::string_view other);

}  // namespace gameday::rig
