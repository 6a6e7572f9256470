#pragma once
// How I/O fails, in the words every room tests for: `if (ec == IoError::eof)`. What a kernel says
// is mapped to these once, inside rt.

#include <type_traits>

#include <boost/system/error_code.hpp>

#include "base/result.hpp"

namespace gameday::rt {

enum class IoError {
  eof = 1,       // FIN: the peer has said all it will say
  reset,         // RST, or a write after the peer went away
  would_block,   // try_read / try_write: nothing now
  timed_out,     // Bound::due passed; Bound::limit says which limit that was
  stopped,       // Bound::stop was requested; Stop::why() says why
  refused,       // dial: nobody listens
  unreachable,   // dial: no route
  no_such_host,  // dial, resolve: the name does not exist
  dns_failure,   // dial, resolve: the resolver failed
  in_use,        // listen: the port is taken
  bad_address,   // listen, dial: not an address
  denied,        // listen: the port needs a right that we do not have
  exhausted,     // out of file descriptors, ports or memory
  other
};

error_code make_error_code(IoError error);
/// What a system or Asio error means in our words.
error_code translate(const error_code& system);

}  // namespace gameday::rt

template <>
struct boost::system::is_error_code_enum<gameday::rt::IoError> : std::true_type {};
