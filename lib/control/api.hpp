#pragma once
// Toxiproxy's HTTP control API (https://github.com/Shopify/toxiproxy#http-api): named TCP proxies
// and their toxics, made, changed and removed while data flows. docs/toxiproxy.md says what is the
// same and what differs.
//
// Owns the proxies it is told to make; they draw their toxics' dice from the world's seed. No call
// ever waits for data on its way through a proxy. Lives on its World's thread.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "control/options.hpp"
#include "rt/world.hpp"

namespace gameday::control {

class Api {
 public:
  Api(rt::World& world, ApiOptions options);
  ~Api();  // after stop() has returned
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  /// Listens for requests; on loopback it serves only those whose Host is an address or localhost.
  result<rt::Address> start(const rt::Address& address);
  /// The body of POST /populate, or the file behind -config; before start() or after. What is wrong
  /// with it, in the API's words; what stands before the entry that failed has been made.
  rt::awaitable<std::optional<std::string>> populate(std::string json);
  std::size_t proxies() const;
  /// No new requests; those under way, a populate() too, may end until `bound`, then they fail.
  /// Afterwards all proxies are ended: their clients see FIN.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::control
