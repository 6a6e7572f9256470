#pragma once
// One call for a whole answer.

#include "http/client.hpp"
#include "load/target.hpp"
#include "rt/world.hpp"

namespace gameday::load {

/// Fills `record`, `ended` included; it outlives this.
rt::awaitable<void> call_unary(rt::World& world, http::Pool& pool, const Target& target,
                               Request request, rt::Bound bound, record::RequestRecord& record);

}  // namespace gameday::load
