#pragma once
// Listens on a TCP port. Door::refuse shuts the listening socket down without letting go of the
// port (Linux answers RST then, and listen() opens it again; HAProxy pauses its listeners so).
// Door::black_hole shrinks the backlog to nothing and fills the one place that is left with a
// connection of our own, which nobody ever sees: the kernel drops what knocks.

#include <boost/asio/ip/tcp.hpp>

#include "rt/loop.hpp"
#include "rt/network.hpp"

namespace gameday::rt {

result<std::unique_ptr<Listener>> tcp_listen(Loop& loop, const asio::ip::tcp::endpoint& endpoint);

}  // namespace gameday::rt
