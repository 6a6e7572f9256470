#pragma once
// What a config says about a row before anything is sent: gateway/lint's worst case, asked for the
// failure that the row's file names.

#include "gateway/options.hpp"
#include "rig/verify/row.hpp"
#include "verdict/matrix.hpp"

namespace gameday::rig {

/// Nothing when the row names no failure that lint knows.
std::optional<verdict::Declared> declared(const gateway::Options& gateway, const Row& row,
                                          Shape shape);

/// `labels.failure` of a row is one of these.
std::vector<std::string_view> failure_words();

}  // namespace gameday::rig
