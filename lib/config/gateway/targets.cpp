// Names, addresses and targets, in either form; and what holds where a file says nothing.
#include <fmt/format.h>

#include "base/url.hpp"
#include "config/bifrost.hpp"
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t longest_shown = 80;  // of an address that is none
// Each official SDK's base URL: OpenAI's ends with /v1; Anthropic's does not, though others who
// speak its API have a path (/anthropic).
const char* example_url(llm::Dialect dialect) {
  return dialect == llm::Dialect::openai ? "http://127.0.0.1:8080/v1" : "http://127.0.0.1:8080";
}

}  // namespace

void check_address(MapReader& map, const std::string& text, llm::Dialect dialect) {
  const auto url = parse_url(text);
  if (!url && text.find('@') != std::string::npos) {  // then it is not quoted
    map.error("base_url", url.problem + "; a key goes into keys");
  } else if (!url) {
    map.error("base_url", fmt::format("\"{}\" {}; write \"{}\"", text.substr(0, longest_shown),
                                      url.problem, example_url(dialect)));
  } else if (dialect == llm::Dialect::anthropic && url.value->path.ends_with("/v1")) {
    Url bare = *url.value;
    bare.path.resize(bare.path.size() - 3);
    map.error("base_url", fmt::format("Anthropic's base URL is written without /v1: /v1/messages "
                                      "is added to it; write \"{}\"",
                                      to_text(bare)));
  }
}

void check_provider_name(const Member& member, MapReader& map) {
  check_name(member.key, "a provider", member.place, map.path(), map.problems());
  if (member.key.find('/') != std::string::npos) {
    map.problems().error(member.place, map.path(),
                         "a provider's name has no \"/\": targets are "
                         "written provider/model");
  }
}

std::optional<gateway::Target> read_target(const Value& item, const std::string& path,
                                           const std::vector<std::string>& providers,
                                           Problems& problems) {
  const std::size_t slash = item.text.find('/');
  if (item.kind != Value::Kind::text || slash == std::string::npos || slash == 0 ||
      slash + 1 == item.text.size()) {
    problems.error(item.place, path,
                   "a target is \"provider/model\"; write "
                   "\"openai/gpt-4o-mini\"");
    return std::nullopt;
  }
  const std::string provider = item.text.substr(0, slash);
  if (!index_of(provider, providers, "provider", item.place, path, problems)) {
    return std::nullopt;
  }
  return gateway::Target{provider, item.text.substr(slash + 1)};
}

std::vector<std::string> names_of(const std::vector<gateway::Provider>& providers) {
  std::vector<std::string> names;
  for (const gateway::Provider& provider : providers) {
    names.push_back(provider.name);
  }
  return names;
}

gateway::Options options_by(gateway::Form defaults_of) {
  gateway::Options options;
  options.defaults = defaults_of;
  if (defaults_of == gateway::Form::bifrost) {
    options.deadline.reset();
    options.budget.reset();  // it has none
  }
  return options;
}

gateway::Provider provider_by(gateway::Form defaults_of) {
  gateway::Provider provider;
  if (defaults_of == gateway::Form::bifrost) {
    set_request_timeout(provider.timeouts, bifrost_request_timeout);
    set_stream_idle(provider.timeouts, bifrost_stream_idle);
    provider.retry = bifrost_retry;
    provider.breaker.reset();  // it has none
  }
  return provider;
}

}  // namespace gameday::config
