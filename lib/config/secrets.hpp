#pragma once
// What looks like a secret in a text that will be shown or kept: words that begin with `sk-`,
// what stands behind `Bearer`, `api_key:`, `secret:` or `password:`, user and password of a URL,
// the path of one behind `webhook:` or `slack:`, the query of one behind `http:`, and long words of
// letters and digits in a "//" comment. A guess by its nature: keys that a config names as such are
// masked by whoever read it.

#include <string>
#include <string_view>

namespace gameday::config {

/// With stars instead, as many as characters, so that columns still fit.
std::string starred(std::string_view text);

}  // namespace gameday::config
