#include "proxy/attempt/key.hpp"

#include "base/digest.hpp"
#include "http/field_values.hpp"

namespace gameday::proxy {
namespace {

// A client that makes its keys up must not fill the memory.
constexpr std::size_t known_most = 1'024;

std::string_view credential_of(const http::Fields& fields) {
  const std::string_view bearer = http::bearer_of(fields);
  return bearer.empty() ? fields.get("x-api-key") : bearer;
}

}  // namespace

KeyPtr Keys::of(const http::Fields& fields) {
  const std::string_view credential = credential_of(fields);
  if (credential.empty()) {
    return none_;
  }
  const auto found = known_.find(credential);
  if (found != known_.end()) {
    return found->second;
  }
  if (known_.size() == known_most) {
    known_.clear();
  }
  return known_.emplace(credential, std::make_shared<const Key>(told(credential))).first->second;
}

Key Keys::told(std::string_view credential) const {
  Key key;
  key.sha = sha256_hex(credential);
  const auto alias = aliases_.find(key.sha);
  key.name = (alias == aliases_.end() ? "?" : alias->second) + '#' + key.sha.substr(0, 4);
  const auto source = sources_.find(key.sha);
  key.source = source == sources_.end() ? "" : source->second;
  return key;
}

}  // namespace gameday::proxy
