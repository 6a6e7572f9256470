#pragma once
// /metrics: what the gateway has counted and what state it is in, as Prometheus reads it.
// Sources of the names: Prometheus' naming practices (base units, _total), and OpenTelemetry's
// GenAI conventions in their Prometheus spelling (gen_ai.server.request.duration in seconds is
// gen_ai_server_request_duration_seconds).

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/metrics.hpp"
#include "gateway/schema/unchecked.hpp"
#include "gateway/setup.hpp"

namespace gameday::gateway {

/// What is looked at, at the moment of the scrape.
struct Scrape {
  const Metrics& metrics;
  const schema::FormCounts& forms;
  const Setup& setup;
  TimePoint now{};
  std::string_view version;
  bool ready = true;
  std::uint64_t log_dropped = 0;
  std::uint64_t reloaded = 0;  // configs that were taken while it ran …
  std::uint64_t kept = 0;      // … and refused
};

/// The text exposition format, 0.0.4.
std::string metrics_text(const Scrape& scrape);

}  // namespace gameday::gateway
