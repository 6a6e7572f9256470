#pragma once
// The length of a unary body that a deed makes longer or shorter, before any of it goes out.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "faults/fit.hpp"

namespace gameday::faults {

/// `texts` are those of the inserts. Nothing: the source's length stays, or nobody knows it, or
/// whether an insert happens is a matter of time.
std::optional<std::uint64_t> own_length(const Deed& deed, const AnswerHead& head,
                                        const std::vector<std::string>& texts);

}  // namespace gameday::faults
