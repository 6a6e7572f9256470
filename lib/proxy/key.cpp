#include "proxy/key.hpp"

#include "base/digest.hpp"
#include "http/field_values.hpp"

namespace gameday::proxy {
namespace {

std::string_view credential_of(const http::Fields& fields) {
  const std::string_view bearer = http::bearer_of(fields);
  return bearer.empty() ? fields.get("x-api-key") : bearer;
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
