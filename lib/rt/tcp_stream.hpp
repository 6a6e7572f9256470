#pragma once
// A ByteStream over a TCP socket. Reads go straight to async_read_some, whose first try is a
// non-blocking recv: one system call less than trying ourselves, waiting and trying again.

#include <boost/asio/ip/tcp.hpp>

#include "rt/loop.hpp"
#include "rt/stream.hpp"

namespace gameday::rt {

using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

/// Takes a connected socket; makes it non-blocking and TCP_NODELAY.
StreamPtr stream_over(Loop& loop, TcpSocket socket);

}  // namespace gameday::rt
