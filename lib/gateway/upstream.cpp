#include "gateway/upstream.hpp"

#include <utility>

#include <fmt/format.h>

#include "rt/error.hpp"

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

}  // namespace

result<BaseUrl> parse_base_url(std::string_view url) {
  constexpr std::string_view scheme = "http://";
  if (!url.starts_with(scheme)) {
    return make_error_code(rt::IoError::bad_address);
  }
  url.remove_prefix(scheme.size());
  const std::size_t slash = url.find('/');
  const std::string_view host = url.substr(0, slash);
  auto address = rt::parse_address(host);
  if (!address) {
    address = rt::parse_address(fmt::format("{}:80", host));
  }
  if (!address) {
    return address.error();
  }
  BaseUrl base;
  base.address = *address;
  if (slash != std::string_view::npos) {
    base.path = url.substr(slash);
  }
  while (base.path.ends_with('/')) {
    base.path.pop_back();
  }
  return base;
}

Upstream::Upstream(rt::World& world, const Provider& provider)
    : provider_(provider),
      base_(parse_base_url(provider.base_url).value()),
      dialect_(make_dialect(provider.dialect)),
      pool_(world, base_.address),
      ring_(ring_of(provider)) {}

}  // namespace gameday::gateway
