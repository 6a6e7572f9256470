#include "control/write_json.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "base/json_writer.hpp"
#include "control/write_fault.hpp"

namespace gameday::control {

std::string write_float(float value) {
  const float size = std::abs(value);
  // ECMAScript's bounds, which Go took over; within them there is no exponent.
  const bool plain = size == 0 || (size >= 1e-6F && size < 1e21F);
  std::array<char, 64> digits{};
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, format).ptr;
  std::string text(digits.data(), end);
  const std::size_t zero = text.find("e-0");
  if (zero != std::string::npos) {
    text.erase(zero + 2, 1);
  }
  return text;
}

namespace {

void add_lease(JsonWriter& json, const Lease& lease) {
  if (lease.length) {
    json.key("lease_ms").number(std::int64_t{*lease.length / 1ms});
  }
}

void add_files(JsonWriter& json, std::initializer_list<std::pair<const char*, std::string>> files) {
  json.object();
  for (const auto& [name, value] : files) {
    if (!value.empty()) {
      json.key(name).text(value);
    }
  }
  json.end();
}

/// Names of files, never what is in them.
void add_tls(JsonWriter& json, const Transport& transport) {
  if (const auto& tls = transport.tls) {
    json.key("tls");
    add_files(json, {{"cert", tls->cert}, {"key", tls->key}, {"client_ca", tls->client_ca}});
  }
  if (const auto& tls = transport.upstream_tls) {
    json.key("upstream_tls");
    add_files(json, {{"ca", tls->ca}, {"cert", tls->cert}, {"key", tls->key}, {"name", tls->name}});
  }
}

}  // namespace

std::string write_toxic(const ToxicSpec& spec) {
  const toxics::KindInfo& kind = toxics::info_of(spec.toxic.kind);
  std::string text;
  JsonWriter json(text);
  json.object().key("attributes").object();
  for (std::size_t i = 0; i < kind.attributes.size(); ++i) {
    if (!kind.attributes[i].is_ours || spec.toxic.values[i] != 0) {
      json.key(kind.attributes[i].name).number(spec.toxic.values[i]);
    }
  }
  json.end();
  json.key("name").text(spec.toxic.name);
  json.key("type").text(kind.name);
  json.key("stream").text(spec.stream);
  json.key("toxicity").raw(write_float(spec.toxic.toxicity));
  add_lease(json, spec.lease);
  json.end();
  return text;
}

std::string write_toxics(const ToxicList& toxics) {
  std::string text;
  JsonWriter json(text);
  json.array();
  for (const ToxicSpec* const toxic : toxics.in_order()) {
    json.raw(write_toxic(*toxic));
  }
  json.end();
  return text;
}

std::string write_proxy(const RunningProxy& proxy) {
  std::string text;
  JsonWriter json(text);
  json.object();
  json.key("name").text(proxy.name());
  json.key("listen").text(proxy.listen());
  json.key("upstream").text(proxy.transport().upstream);
  json.key("enabled").boolean(proxy.enabled());
  json.key("toxics").raw(write_toxics(proxy.toxics()));
  add_tls(json, proxy.transport());
  if (proxy.transport().protocol == Protocol::http) {
    json.key("protocol").text("http");
    json.key("faults").raw(write_faults(proxy));
  }
  json.end();
  return text;
}

std::string write_proxies(const ProxySet& set) {
  std::string text;
  JsonWriter json(text);
  json.object();
  for (const auto& [name, proxy] : set.all()) {
    json.key(name).raw(write_proxy(*proxy));
  }
  json.end();
  return text;
}

std::string write_populated(const Populated& populated, const ProxySet& set) {
  std::string text;
  JsonWriter json(text);
  json.object();
  if (populated.error) {
    json.key("error").text(populated.error->text).key("status").number(populated.error->status);
  }
  json.key("proxies");
  if (populated.error && populated.done.empty()) {
    json.null();  // as Toxiproxy has it; but an empty request gets a list, which its clients need
  } else {
    json.array();
    for (const std::string& name : populated.done) {
      if (const RunningProxy* const proxy = set.find(name)) {
        json.raw(write_proxy(*proxy));
      }
    }
    json.end();
  }
  json.end();
  return text;
}

std::string write_error(const ApiError& error) {
  std::string text;
  JsonWriter json(text);
  json.object().key("error").text(error.text).key("status").number(error.status).end();
  return text + '\n';
}

}  // namespace gameday::control
