#pragma once
// One provider as the gateway holds it: where it is, what it speaks, its connections, its keys.
// Shared by all of its targets, so that a key parked for one is parked for all. Single thread.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.hpp"
#include "gateway/dialect.hpp"
#include "gateway/options.hpp"
#include "http/client.hpp"
#include "policy/key_ring.hpp"

namespace gameday::gateway {

class Upstream {
 public:
  /// `provider` outlives it; its base_url has been checked.
  Upstream(rt::World& world, const Provider& provider);

  const Provider& provider() const { return provider_; }
  const Url& base() const { return base_; }
  const Dialect& dialect() const { return *dialect_; }
  http::Pool& pool() { return pool_; }
  policy::KeyRing& ring() { return ring_; }

 private:
  const Provider& provider_;
  Url base_;
  std::unique_ptr<const Dialect> dialect_;
  http::Pool pool_;
  policy::KeyRing ring_;
};

}  // namespace gameday::gateway
