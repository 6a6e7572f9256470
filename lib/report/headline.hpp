#pragma once
// One cell of the headline table: what the users of one arm felt in one experiment, worst news
// first. Terminal, Markdown and HTML lay out the same words.

#include <cstdint>
#include <string>
#include <vector>

#include "report/document.hpp"

namespace gameday::report {

enum class Mark : std::uint8_t { good, bad, doubt, none };

struct Cell {
  Mark mark = Mark::none;
  std::string worst;        // `0 failed, but 287 late`
  std::string aside;        // `(≤ 0.9 % each)`
  std::string late;         // `233 late`, beside failures
  std::string left;         // `all 24 clients left`, as they were told
  std::string p95;          // `p95 19 s`; never of the survivors where any failed
  std::string within;       // `10 % within 5 s`
  std::string first_token;  // `first token p95 900 ms`, of streams
  std::string who;          // `60 % by haiku`
  bool all_first = false;   // answered by nobody but the first choice
};

Cell headline_cell(const Document& document, std::size_t experiment, std::size_t arm);

/// `✓ ✗ ? –`, in ASCII `ok FAIL ? -`.
const char* sign(Mark mark, bool utf8);

/// `429`, `503, timeout`: how requests failed, most frequent first.
std::string failure_words(const verdict::WindowSummary& window);
/// A model as people call it: `claude-haiku-4-5` is `haiku`.
std::string short_model(const std::string& full);

}  // namespace gameday::report
