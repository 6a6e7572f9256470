#pragma once
// What a gateway is told of the program around it. All of it may be left out.

#include <string>

#include "record/lines.hpp"

namespace gameday::gateway {

struct Around {
  std::string version;                  // for /metrics
  record::Lines* access_log = nullptr;  // outlives the gateway; null: none
  bool log_bodies = false;              // of requests: what people ask
};

}  // namespace gameday::gateway
