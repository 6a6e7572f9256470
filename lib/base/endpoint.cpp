#include "base/endpoint.hpp"

#include <algorithm>

namespace gameday {

Parsed<Endpoint> parse_endpoint(std::string_view text) {
  const std::size_t host = text.find("://");
  const std::size_t begin = host == text.npos ? text.npos : text.find_first_of("/?", host + 3);
  const std::string_view target = begin == text.npos ? "" : text.substr(begin);
  // Beyond printable ASCII nothing may stand in a request line; a blank would end the target.
  const auto fits = [](char letter) { return letter > ' ' && letter < 0x7f && letter != '#'; };
  if (text.size() > longest_url || !std::ranges::all_of(target, fits)) {
    return {std::nullopt,
            "is longer than 2048 bytes or has a blank, a fragment or a letter that "
            "no URL has"};
  }
  Parsed<Url> url = parse_url(text.substr(0, text.find('?')));
  if (!url) {
    return {std::nullopt, url.problem};
  }
  Endpoint endpoint{*std::move(url.value), std::string(target)};
  if (!endpoint.target.starts_with('/')) {
    endpoint.target.insert(0, 1, '/');
  }
  return {std::move(endpoint), {}};
}

}  // namespace gameday
