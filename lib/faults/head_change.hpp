#pragma once
// What the action `header` adds to a head, and the whole of it for a head that is not yet written.

#include <vector>

#include "faults/shaping.hpp"
#include "http/message.hpp"

namespace gameday::faults {

/// All that comes at the end of the head: add, pad and count.
std::vector<HeadChange::Field> added_fields(const HeadChange& change);

void change_fields(const HeadChange& change, http::Fields& fields);

}  // namespace gameday::faults
