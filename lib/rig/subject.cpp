#include "rig/subject.hpp"

#include "base/assert.hpp"
#include "rig/direct_subject.hpp"
#include "rig/gateway_subject.hpp"
#include "rig/url_subject.hpp"

namespace gameday::rig {

std::unique_ptr<Subject> make_subject(Worlds worlds, Script script, std::uint16_t arm) {
  const ArmOptions& options = script.options.arms[arm];
  if (options.kind == ArmOptions::Kind::direct) {
    return std::make_unique<DirectSubject>(worlds, script, options);
  }
  if (options.kind == ArmOptions::Kind::url) {
    return std::make_unique<UrlSubject>(worlds, script, options);
  }
  return std::make_unique<GatewaySubject>(worlds, script, options, arm);
}

rt::awaitable<std::string> Subject::act(scenario::Act, std::uint16_t) {
  CHECK(false, "config lets nobody act on an arm without replicas");
  co_return std::string();
}

rt::awaitable<std::string> Subject::make_whole() {
  co_return std::string();
}

rt::awaitable<std::string> Subject::prove(Providers&) {
  co_return std::string();
}

std::vector<load::Header> client_headers(const ArmOptions& arm) {
  std::vector<load::Header> headers;
  for (const ArmHeader& header : arm.headers) {
    headers.push_back({header.name, header.value});
  }
  return headers;
}

std::string client_key(const Script& script, const ArmOptions& arm) {
  if (!arm.api_key.empty()) {
    return arm.api_key;
  }
  const std::string& provider = script.options.providers[arm.provider].provider;
  return made_up_key(script.plan.seed, provider, direct_key_alias);
}

}  // namespace gameday::rig
