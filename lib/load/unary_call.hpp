#pragma once
// One call for a whole answer.

#include "http/client.hpp"
#include "load/leaving.hpp"
#include "load/target.hpp"
#include "rt/world.hpp"

namespace gameday::load {

/// Fills `record`, `ended` included; it outlives this.
rt::awaitable<void> call_and_leave(rt::World& world, http::Pool& pool, const Target& target,
                                   Request request, rt::Bound bound, const Leaving& leaving,
                                   record::RequestRecord& record);
/// … and hears the answer to its end.
rt::awaitable<void> call_unary(rt::World& world, http::Pool& pool, const Target& target,
                               Request request, rt::Bound bound, record::RequestRecord& record);

}  // namespace gameday::load
