#include "proxy/key_name.hpp"

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

std::string key_name(const http::Fields& fields,
                     const std::map<std::string, std::string>& aliases) {
  const std::string_view credential = credential_of(fields);
  if (credential.empty()) {
    return {};
  }
  const std::string hash = sha256_hex(credential);
  const auto alias = aliases.find(hash);
  return (alias == aliases.end() ? "?" : alias->second) + '#' + hash.substr(0, 4);
}

}  // namespace gameday::proxy
