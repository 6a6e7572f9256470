#pragma once
// One provider as the gateway holds it: where it is, what it speaks, its connections, its keys and
// their breakers. Shared by all of its targets, so that a key parked for one is parked for all;
// breakers are a model's own. Single thread.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/url.hpp"
#include "gateway/dialect.hpp"
#include "gateway/options.hpp"
#include "http/client.hpp"
#include "policy/breaker.hpp"
#include "policy/concurrency.hpp"
#include "policy/key_ring.hpp"

namespace gameday::gateway {

class Upstream {
 public:
  /// The provider's base_url has been checked.
  Upstream(rt::World& world, Provider provider);

  const Provider& provider() const { return provider_; }
  const Url& base() const { return base_; }
  /// Of its chat, or of another thing that it is asked for.
  const Dialect& dialect(Operation operation) const {
    return operation == Operation::chat ? *chat_ : *embeddings_;
  }
  http::Pool& pool() { return pool_; }
  policy::KeyRing& ring() { return ring_; }
  /// Of one model; made when they are first asked for. Only where the provider has breakers.
  policy::Circuits& circuits(const std::string& model);
  const std::map<std::string, policy::Circuits>& all_circuits() const { return circuits_; }
  /// Null: no limit.
  policy::SlotQueue* slots() { return slots_ ? &*slots_ : nullptr; }

 private:
  const Provider provider_;
  Url base_;
  std::unique_ptr<const Dialect> chat_;
  std::unique_ptr<const Dialect> embeddings_;
  http::Pool pool_;
  policy::KeyRing ring_;
  std::map<std::string, policy::Circuits> circuits_;  // by model
  std::optional<policy::SlotQueue> slots_;
};

}  // namespace gameday::gateway
