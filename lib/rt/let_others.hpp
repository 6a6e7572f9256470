#pragma once
// For a coroutine that could go on and on: it goes to the end of the queue.

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "rt/world.hpp"

namespace gameday::rt {

inline awaitable<void> let_others(const World& world) {
  return asio::post(world.executor, asio::use_awaitable_t<Executor>{});
}

}  // namespace gameday::rt
