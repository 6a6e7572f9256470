#include "rig/verify/measure.hpp"

#include "rig/verify/play_trials.hpp"

namespace gameday::rig {

std::optional<verdict::Measurement> measure_simulated(const gateway::Options& gateway,
                                                      const Row& row, Shape shape, Seed seed) {
  const std::vector<Trial> trials = {make_trial(row, shape, gateway_arm(gateway), seed)};
  const Played played = play_trials(Kind::simulated, trials).front();
  if (!played.played) {
    return std::nullopt;
  }
  return verdict::measure_request(facts_of(trials.front(), played), played.records);
}

}  // namespace gameday::rig
