#pragma once
// What a provider was asked, and how that ended: one entry a request, health checks aside. Told on
// the provider's thread when the answer is over.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/marker.hpp"
#include "base/time.hpp"

namespace gameday::mock {

enum class Ending : std::uint8_t {
  complete,
  client_gone,     // it left before it had the whole answer
  client_stalled,  // it took no byte for as long as the server waits for that
  shutdown
};
const char* to_text(Ending ending);

struct LoggedRequest {
  TimePoint asked{};  // the body had been read
  TimePoint ended{};
  std::optional<Marker> marker;
  std::uint64_t nth = 0;  // tries of the same marker that came before
  std::string method;
  std::string path;
  std::string model;
  bool streamed = false;
  std::string sdk_retry;  // X-Stainless-Retry-Count as sent; empty: none
  int status = 0;         // 0: nothing had been written
  Ending ending = Ending::complete;
};
using RequestLog = std::function<void(const LoggedRequest&)>;

/// One line of JSON with its line feed. Texts of the client's are cut to 256 bytes.
std::string log_line(const LoggedRequest& request);

}  // namespace gameday::mock
