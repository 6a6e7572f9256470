// ctl: proxies made, shown, switched and deleted.

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "console.hpp"
#include "ctl_answers.hpp"
#include "ctl_asking.hpp"
#include "ctl_listing.hpp"
#include "exit_code.hpp"

namespace gameday::app {
namespace {

using nlohmann::json;

}  // namespace

int ctl_list(const CtlHost& host) {
  const auto proxies = ctl_ask_for(proxies_in, host, "GET", "/proxies");
  if (!proxies) {
    return exit_fail;
  }
  const bool person = is_terminal(STDOUT_FILENO);
  fmt::print("{}", person ? proxies_for_people(*proxies, look_of(STDOUT_FILENO))
                          : proxies_for_scripts(*proxies));
  return exit_pass;
}

int ctl_inspect(const CtlHost& host, const std::string& proxy) {
  const auto found = ctl_ask_for(proxy_in, host, "GET", ctl_path(proxy));
  if (!found) {
    return exit_fail;
  }
  const bool person = is_terminal(STDOUT_FILENO);
  fmt::print("{}", person ? toxics_for_people(*found, look_of(STDOUT_FILENO))
                          : toxics_for_scripts(*found));
  return exit_pass;
}

int ctl_create(const CtlHost& host, const std::string& proxy, const std::string& listen,
               const std::string& upstream) {
  json body;
  body["name"] = proxy;
  body["listen"] = listen;
  body["upstream"] = upstream;
  body["enabled"] = true;
  return ctl_done(ctl_ask(host, "POST", "/proxies", body.dump()), "Created new proxy " + proxy);
}

int ctl_toggle(const CtlHost& host, const std::string& proxy) {
  const auto before = ctl_ask_for(proxy_in, host, "GET", ctl_path(proxy));
  if (!before) {
    return exit_fail;
  }
  json body;
  body["enabled"] = !before->enabled;
  return ctl_done(
      ctl_ask(host, "POST", ctl_path(proxy), body.dump()),
      fmt::format("Proxy {} is now {}", proxy, before->enabled ? "disabled" : "enabled"));
}

int ctl_delete(const CtlHost& host, const std::string& proxy) {
  return ctl_done(ctl_ask(host, "DELETE", ctl_path(proxy)), "Deleted proxy " + proxy);
}

int ctl_reset(const CtlHost& host) {
  return ctl_done(ctl_ask(host, "POST", "/reset"), "All proxies are enabled and without toxics");
}

int ctl_populate(const CtlHost& host, const std::string& file) {
  const auto text = read_small_file(file);
  if (!text) {
    return exit_fail;
  }
  const auto count = ctl_ask_for(populated_in, host, "POST", "/populate", *text);
  if (!count) {
    return exit_fail;
  }
  fmt::print("There are {} proxies of {}\n", *count, file);
  return exit_pass;
}

}  // namespace gameday::app
