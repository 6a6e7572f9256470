#pragma once
// Which requests of an experiment's fault window are worth a look: the failed ones, one of each
// kind, then the slowest answers of each arm.

#include <cstdint>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "verdict/trails.hpp"

namespace gameday::report {

struct Notable {
  const record::RequestRecord* request = nullptr;
  std::uint64_t alike = 0;  // that failed through the same calls, itself among them; 0: an answer
  Duration median{};        // of what those took

  bool failed() const { return alike > 0; }
};

/// Kinds of failure arm by arm, each in the order it first came; then `slowest` answers an arm.
std::vector<Notable> notable(const Document& document, const verdict::Trails& trails,
                             std::size_t experiment, std::size_t slowest);

/// The place of a request in report.html: `117`; of an arm that is not the hypothesis's `117-2`,
/// for arms share their ordinals.
std::string anchor(const Document& document, const record::RequestRecord& request);

}  // namespace gameday::report
