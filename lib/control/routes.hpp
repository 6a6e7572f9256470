#pragma once
// Which operation a request asks for. Pure. Paths are compared after percent-decoding, so names may
// hold blanks and colons; one with a slash can be made but never be addressed, as in Toxiproxy.

#include <string>
#include <string_view>

namespace gameday::control {

enum class Operation : std::uint8_t {
  list_proxies,
  create_proxy,
  populate,
  show_proxy,
  update_proxy,
  remove_proxy,
  list_toxics,
  add_toxic,
  show_toxic,
  update_toxic,
  remove_toxic,
  list_faults,
  add_fault,
  remove_faults,
  show_fault,
  update_fault,
  remove_fault,
  catalogue,
  events,
  reset,
  version,
  metrics
};

struct Route {
  enum class What : std::uint8_t {
    found,
    unknown,       // 404
    wrong_method,  // 405
    moved,         // 301 to `location`: the path had `//`, `/./` or `/../`
    malformed      // 400: no path at all, or bad percent-encoding
  };
  What what = What::unknown;
  Operation operation = Operation::version;
  std::string proxy;
  std::string item;  // a toxic's name, or a fault's
  std::string location;
};

/// `target` as it stands in the request; /metrics exists only `with_metrics`.
Route route(std::string_view method, std::string_view target, bool with_metrics);

}  // namespace gameday::control
