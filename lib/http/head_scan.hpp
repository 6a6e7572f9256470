#pragma once
// Finds where a head ends, looking at every byte once however slowly it comes, and refuses at once
// what can never become one: bare LF, folded fields (obs-fold), a TLS hello, too many bytes.

#include <cstddef>
#include <span>

#include "http/reader.hpp"

namespace gameday::http {

class HeadScan {
 public:
  enum class Starts : std::uint8_t { with_method, with_version };
  HeadScan(Starts starts, std::size_t most) : starts_(starts), most_(most) {}

  void start();
  /// The head's size with its blank line; 0 when it is not whole yet, or bad: see why().
  std::size_t find_end(std::span<const std::byte> in);
  Malformed why() const { return why_; }

 private:
  Starts starts_;
  std::size_t most_;
  std::size_t line_ = 0;      // where the current line begins
  std::size_t searched_ = 0;  // no LF between there and here
  Malformed why_ = Malformed::none;
};

}  // namespace gameday::http
