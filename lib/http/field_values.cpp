#include "http/field_values.hpp"

namespace gameday::http {

std::string_view media_type(const Fields& fields) {
  const std::string_view type = fields.get("Content-Type");
  return type.substr(0, type.find_first_of("; \t"));
}

bool is_encoded(const Fields& fields) {
  const std::string_view encoding = fields.get("Content-Encoding");
  return !encoding.empty() && !same_name(encoding, "identity");
}

std::string_view bearer_of(const Fields& fields) {
  constexpr std::string_view bearer = "Bearer ";
  const std::string_view credential = fields.get("Authorization");
  const bool is_one =
      credential.size() > bearer.size() && same_name(credential.substr(0, bearer.size()), bearer);
  return is_one ? credential.substr(bearer.size()) : std::string_view();
}

}  // namespace gameday::http
