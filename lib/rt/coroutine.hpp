#pragma once
// The one executor and the one awaitable of the program. Concrete, not any_io_executor: 5 % of a
// relay's CPU. Coroutines start only through a TaskGroup.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace gameday::rt {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;

template <class T>
using awaitable = asio::awaitable<T, Executor>;

}  // namespace gameday::rt
