#pragma once
// What `gameday verify` is asked to do, read and planned: rows, the gateway under test, the
// contract, and a trial for each row and shape.

#include <optional>
#include <string>
#include <vector>

#include "rig/verify/trial.hpp"
#include "verdict/contract.hpp"
#include "verify.hpp"

namespace gameday::app {

struct Work {
  std::vector<rig::Row> rows;
  rig::ArmOptions arm;
  std::optional<verdict::Contract> contract;
  std::vector<rig::Trial> trials;
  std::vector<std::size_t> row_of;  // of each trial
};

/// Nothing when something is wrong with it; that has been printed.
std::optional<Work> open_work(const VerifyOptions& options, std::vector<rig::Row> rows);

/// The command that measures the same again, without its rows.
std::string again(const VerifyOptions& options);

}  // namespace gameday::app
