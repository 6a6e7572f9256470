#pragma once
// Who asks what, when: the plain data that drives the open-loop generator.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"
#include "record/records.hpp"

namespace gameday::load {

enum class Arrivals : std::uint8_t { poisson, uniform };

/// One kind of request; the plan draws kinds by weight.
struct RequestKind {
  std::uint32_t weight = 1;
  std::string prompt;
  std::string system;  // empty: none
  std::optional<std::uint32_t> max_tokens;
  std::string model;  // empty: the arm's
  bool stream = false;
};

struct Options {
  PerSecond rate{8'000'000};
  Arrivals arrivals = Arrivals::poisson;
  Duration timeout = 60s;                      // the client's total
  std::optional<std::uint32_t> max_in_flight;  // default: 1.2 x rate x timeout
  std::vector<RequestKind> kinds;              // never empty
};

/// One planned request: when, and which kind.
struct Arrival {
  std::uint32_t ordinal = 0;  // the marker's
  Duration at{};              // from the start of the experiment
  record::Window window = record::Window::baseline;
  std::uint16_t kind = 0;
};

}  // namespace gameday::load
