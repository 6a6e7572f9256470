#include <algorithm>

#include <fmt/format.h>

#include "base/url.hpp"
#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

/// This machine, a private network (RFC 1918), or a name that no public resolver knows.
bool is_near(const std::string& host) {
  constexpr const char* begins[] = {"127.", "10.", "192.168.", "172.1", "172.2", "172.3"};
  const bool private_net = std::any_of(std::begin(begins), std::end(begins),
                                       [&](const char* net) { return host.starts_with(net); });
  const bool one_word = host.find('.') == host.npos;
  return private_net || one_word || host.find(':') != host.npos || host.ends_with(".internal") ||
         host.ends_with(".local") || host.ends_with(".svc");
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    const auto url = parse_url(provider->base_url);
    if (!url || url.value->tls || is_near(url.value->host)) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::base_url);
    finding.subject = provider->name;
    finding.what = fmt::format(
        "{} is asked over plain http: its key and all prompts can be read "
        "on the way.",
        url.value->host);
    Url safe = *url.value;
    safe.tls = true;
    safe.port = safe.port == 80 ? 443 : safe.port;
    const bool theirs = options.form == Form::bifrost && safe.path.ends_with("/v1");
    safe.path.erase(safe.path.size() - (theirs ? 3 : 0));  // Bifrost adds it
    finding.fix = write(options, Setting::base_url, '"' + to_text(safe) + '"', "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule plain_http_upstream() {
  return {"plain-http-upstream",
          "keys and prompts go over the network in the open",
          "http:// to a host that is not this machine or a private network sends the key and "
          "every prompt unencrypted, and a provider's public API answers it with a redirect at "
          "best.",
          R"({"base_url": "http://api.openai.com/v1"})",
          R"({"base_url": "https://api.openai.com/v1"})",
          look};
}

}  // namespace gameday::gateway::lint
