#pragma once
// What the routes of one gateway share. Lives, and is used, on its world's thread only.

#include <cstdint>
#include <utility>

#include "gateway/around.hpp"
#include "gateway/metrics.hpp"
#include "gateway/schema/unchecked.hpp"
#include "gateway/setup.hpp"
#include "rt/event.hpp"

namespace gameday::gateway {

struct Front {
  Front(rt::World& the_world, Around the_around, SetupPtr first)
      : world(the_world),
        around(std::move(the_around)),
        setup(std::move(first)),
        one_ended(the_world) {}

  rt::World& world;
  const Around around;
  SetupPtr setup;  // that new requests are given
  Metrics metrics;
  schema::FormCounts forms;
  std::uint64_t seen = 0;      // requests, of any page: their ids in the log
  std::uint64_t reloaded = 0;  // configs that were taken …
  std::uint64_t kept = 0;      // … and refused
  bool leaving = false;        // /ready says so
  bool refusing = false;       // the running requests are the last
  rt::Event one_ended;         // of the requests in flight
};

}  // namespace gameday::gateway
