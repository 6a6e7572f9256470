#include "proxy/key.hpp"

#include "base/digest.hpp"

namespace gameday::proxy {
namespace {

constexpr std::string_view bearer = "Bearer ";

std::string_view credential_of(const http::Fields& fields) {
  const std::string_view authorization = fields.get("Authorization");
  if (authorization.size() > bearer.size() &&
      http::same_name(authorization.substr(0, bearer.size()), bearer)) {
    return authorization.substr(bearer.size());
  }
  return fields.get("x-api-key");
}

}  // namespace

Key key_of(const http::Fields& fields, const std::map<std::string, std::string>& aliases,
           const std::map<std::string, std::string>& sources) {
  Key key;
  const std::string_view credential = credential_of(fields);
  if (credential.empty()) {
    return key;
  }
  key.sha = sha256_hex(credential);
  const auto alias = aliases.find(key.sha);
  key.name = (alias == aliases.end() ? "?" : alias->second) + '#' + key.sha.substr(0, 4);
  const auto source = sources.find(key.sha);
  key.source = source == sources.end() ? "" : source->second;
  return key;
}

}  // namespace gameday::proxy
