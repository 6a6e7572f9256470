#include "rt/error.hpp"

#include <cerrno>
#include <string>

#include <boost/asio/error.hpp>

namespace gameday::rt {

namespace asio = boost::asio;

namespace {

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "io"; }
  std::string message(int value) const override {
    switch (static_cast<IoError>(value)) {
      case IoError::eof:
        return "closed by the peer";
      case IoError::reset:
        return "connection reset";
      case IoError::would_block:
        return "nothing now";
      case IoError::timed_out:
        return "timed out";
      case IoError::stopped:
        return "stopped";
      case IoError::refused:
        return "connection refused";
      case IoError::unreachable:
        return "no route";
      case IoError::no_such_host:
        return "no such host";
      case IoError::dns_failure:
        return "name resolution failed";
      case IoError::in_use:
        return "address in use";
      case IoError::bad_address:
        return "not an address of this machine";
      case IoError::denied:
        return "permission denied";
      case IoError::exhausted:
        return "out of descriptors, ports or memory";
      case IoError::other:
        break;
    }
    return "I/O error";
  }
};

IoError from_errno(int number) {
  switch (number) {
    case ECONNRESET:
    case EPIPE:
    case ECONNABORTED:
    case ENOTCONN:
    case EBADF:  // our own end() came first
      return IoError::reset;
    case EAGAIN:
      return IoError::would_block;
    case ETIMEDOUT:  // the kernel gave up on a silent peer
      return IoError::timed_out;
    case ECANCELED:
      return IoError::stopped;
    case ECONNREFUSED:
      return IoError::refused;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
      return IoError::unreachable;
    case EADDRINUSE:
      return IoError::in_use;
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
      return IoError::bad_address;
    case EACCES:
      return IoError::denied;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM:
      return IoError::exhausted;
    default:
      return IoError::other;
  }
}

}  // namespace

error_code make_error_code(IoError error) {
  static const Category category;
  return {static_cast<int>(error), category};
}

error_code translate(const error_code& system) {
  if (!system || system.category() == make_error_code(IoError::other).category()) {
    return system;
  }
  if (system == asio::error::eof) {
    return IoError::eof;
  }
  if (system.category() == boost::system::system_category()) {
    return from_errno(system.value());
  }
  if (system == asio::error::host_not_found || system == asio::error::no_data) {
    return IoError::no_such_host;
  }
  if (system.category() == asio::error::get_netdb_category() ||
      system.category() == asio::error::get_addrinfo_category()) {
    return IoError::dns_failure;
  }
  return IoError::other;
}

}  // namespace gameday::rt
