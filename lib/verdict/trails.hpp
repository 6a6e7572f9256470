#pragma once
// Which attempts belong to a request: those of its experiment and arm that carry its ordinal, in
// the order they arrived, in whatever window. Points into the records, which outlive it.

#include <cstdint>
#include <span>
#include <vector>

#include "verdict/facts.hpp"

namespace gameday::verdict {

using Trail = std::span<const record::AttemptRecord* const>;

class Trails {
 public:
  explicit Trails(const RunRecords& records);

  Trail of(const record::RequestRecord& request) const;

 private:
  // Side by side: a search that followed the pointers would wait for memory at each step.
  std::vector<std::uint64_t> keys_;
  std::vector<const record::AttemptRecord*> attempts_;
};

/// The injection did something to it. One that the end of the rig found still waiting for its place
/// is open, as in the proxy's ledger.
bool injected(const record::AttemptRecord& attempt);
/// The attempt that gave an ok request its answer: the last complete 2xx. Where none is complete,
/// the last 2xx that its reader left: some gateways hang up at the finish reason. Null: none.
const record::AttemptRecord* answering(Trail trail);
/// The arm's first choice. An arm that names no model is content with any.
bool is_primary(const ArmFacts& arm, std::uint16_t provider, const std::string& model);
bool is_primary(const ArmFacts& arm, const record::AttemptRecord& attempt);
/// `429`, `503` for answers of HTTP, else the outcome in words: `timeout`, `stream error` (which is
/// an honest one), `cut silently`.
std::string failure_name(const record::RequestRecord& request);

}  // namespace gameday::verdict
