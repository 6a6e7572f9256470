#pragma once
// What happened inside one request, as a line: `openai/a 429 150 ms → anthropic/a 200 1.2 s`, and
// where a fault acted inside an answer: `openai/a 200 cut 570 ms (after 5 deltas)`.

#include <string>
#include <vector>

#include "report/document.hpp"
#include "verdict/trails.hpp"

namespace gameday::report {

std::string waterfall(const Document& document, verdict::Trail trail);

/// One window of one arm.
struct Place {
  std::size_t experiment = 0;
  std::size_t arm = 0;
  record::Window window = record::Window::fault;
};
/// Its requests, slowest answer first; failed ones only if `failed`, then in the order they failed.
std::vector<const record::RequestRecord*> slowest(const Document& document, const Place& place,
                                                  bool failed);

}  // namespace gameday::report
