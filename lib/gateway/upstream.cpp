#include "gateway/upstream.hpp"

#include <utility>

namespace gameday::gateway {

namespace {

std::vector<policy::KeyOptions> ring_of(const Provider& provider) {
  std::vector<policy::KeyOptions> keys;
  for (const Key& key : provider.keys) {
    policy::KeyOptions options;
    options.name = key.name;
    options.weight = key.weight;
    options.models = key.models;
    keys.push_back(std::move(options));
  }
  return keys;
}

http::PoolOptions pool_options(const Url& base) {
  http::PoolOptions options;
  if (base.tls) {
    options.tls = rt::tls_trust().value();  // the system's store always opens, were it empty
  }
  return options;
}

}  // namespace

Upstream::Upstream(rt::World& world, Provider provider)
    : provider_(std::move(provider)),
      base_(parse_url(provider_.base_url).value.value()),
      chat_(make_dialect(provider_.dialect, provider_.anthropic_version)),
      embeddings_(make_embeddings()),
      pool_(world, {base_.host, base_.port}, pool_options(base_)),
      ring_(ring_of(provider_)) {
  if (provider_.concurrency) {
    slots_.emplace(world, *provider_.concurrency);
  }
}

policy::Circuits& Upstream::circuits(const std::string& model) {
  const policy::Circuit closed(provider_.breaker.value());
  return circuits_.try_emplace(model, ring_.size(), closed).first->second;
}

}  // namespace gameday::gateway
