#pragma once
// Who came back too soon: attempts of an arm on a key whose Retry-After had not run out yet. The
// request that was told knows at once, others a round trip later, for they may have been under way.
// Of several hints the last to run out counts. A key that is not named stands for its provider.

#include <vector>

#include "record/records.hpp"

namespace gameday::verdict {

/// Those attempts. Points into `attempts`.
std::vector<const record::AttemptRecord*> too_soon(
    const std::vector<record::AttemptRecord>& attempts);

/// It answers a model call, and tells its caller to wait.
bool is_hint(const record::AttemptRecord& attempt);

}  // namespace gameday::verdict
