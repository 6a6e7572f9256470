#pragma once
// How a mock provider behaves: its dialect and its pace. All draws come from the seed.

#include <cstdint>
#include <string>
#include <vector>

#include "base/dice.hpp"
#include "base/units.hpp"
#include "llm/dialect.hpp"

namespace gameday::mock {

using llm::Dialect;

struct Options {
  std::string provider;  // its name in the scenario; part of every draw
  Dialect dialect = Dialect::openai;
  Lognormal<Duration> first_token{300ms, 900ms};
  Lognormal<std::uint64_t> tokens{60, 150};
  PerSecond tokens_per_second{150'000'000};
  std::vector<std::string> models;  // listed by /v1/models; any model is answered
};

}  // namespace gameday::mock
