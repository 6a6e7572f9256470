#pragma once
// expected.tsv as values: what a caller must see of each failure; and what one saw.

#include <optional>
#include <string>
#include <vector>

namespace gameday::test {

inline const std::string conformance_folder =
    std::string(GAMEDAY_SOURCE_DIR) + "/tests/conformance/";

struct Cell {
  std::string end;
  std::optional<std::size_t> attempts;  // none: they cannot be seen
  double seconds = 0;
};

/// What must be so besides, in the words of the table's head.
struct SetUp {
  bool parameters = false;
  bool tools = false;
  bool schema = false;
  bool checked = false;
  bool large = false;
  bool lifeboat_refuses = false;
  bool https = false;
  bool leaves = false;
  std::size_t requests = 1;  // one after the other; the cell is of the last …
  bool each = false;         // … or of all of them
};

struct ExpectedRow {
  std::string failure;    // F19
  std::string injection;  // YAML, as it stands
  std::string cells[2];   // unary, streamed
  std::string why;
  std::string what_else;
  std::optional<SetUp> set_up;  // where there is something else
};

/// Whatever cannot be read fails the running test.
std::vector<ExpectedRow> expected_rows();
/// Nothing where the failure cannot befall a call of that shape.
std::optional<Cell> cell_of(const ExpectedRow& row, bool streamed);
/// `{…}`, into the primary.
std::string flow_of(const ExpectedRow& row);
/// For messages: `F19 streamed {fault: …}, https`.
std::string name_of(const ExpectedRow& row, bool streamed);

struct Seen {
  std::string end;
  std::size_t attempts = 0;
  double seconds = 0;
};
bool meets(const Seen& seen, const Cell& expected);
/// As a cell says it.
std::string told(const Seen& seen);

}  // namespace gameday::test
