#include "control/routes.hpp"

#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/percent.hpp"

namespace gameday::control {
namespace {

using What = Route::What;

struct Row {
  std::string_view method;  // empty: any
  std::string_view path;    // `*` stands for one name
  Operation operation;
};

constexpr Row rows[] = {
    {"GET", "/proxies", Operation::list_proxies},
    {"POST", "/proxies", Operation::create_proxy},
    {"POST", "/populate", Operation::populate},
    {"GET", "/proxies/*", Operation::show_proxy},
    {"POST", "/proxies/*", Operation::update_proxy},
    {"PATCH", "/proxies/*", Operation::update_proxy},
    {"DELETE", "/proxies/*", Operation::remove_proxy},
    {"GET", "/proxies/*/toxics", Operation::list_toxics},
    {"POST", "/proxies/*/toxics", Operation::add_toxic},
    {"GET", "/proxies/*/toxics/*", Operation::show_toxic},
    {"POST", "/proxies/*/toxics/*", Operation::update_toxic},
    {"PATCH", "/proxies/*/toxics/*", Operation::update_toxic},
    {"DELETE", "/proxies/*/toxics/*", Operation::remove_toxic},
    {"GET", "/proxies/*/faults", Operation::list_faults},
    {"POST", "/proxies/*/faults", Operation::add_fault},
    {"DELETE", "/proxies/*/faults", Operation::remove_faults},
    {"GET", "/proxies/*/faults/*", Operation::show_fault},
    {"POST", "/proxies/*/faults/*", Operation::update_fault},
    {"PATCH", "/proxies/*/faults/*", Operation::update_fault},
    {"DELETE", "/proxies/*/faults/*", Operation::remove_fault},
    {"GET", "/faults", Operation::catalogue},
    {"GET", "/events", Operation::events},
    {"POST", "/reset", Operation::reset},
    {"GET", "/version", Operation::version},
    {"", "/metrics", Operation::metrics},
};

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  path.remove_prefix(1);
  for (;;) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) {
      return parts;
    }
    path.remove_prefix(slash + 1);
  }
}

/// Without empty, `.` and `..` parts; a slash at the end stays.
std::string cleaned(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view part : parts_of(path)) {
    if (part == ".." && !kept.empty()) {
      kept.pop_back();
    } else if (!part.empty() && part != "." && part != "..") {
      kept.push_back(part);
    }
  }
  std::string out;
  for (const std::string_view part : kept) {
    out += fmt::format("/{}", part);
  }
  return path.back() == '/' || out.empty() ? out + "/" : out;
}

bool matches(const Row& row, const std::vector<std::string_view>& parts, Route& route) {
  const std::vector<std::string_view> wanted = parts_of(row.path);
  if (wanted.size() != parts.size()) {
    return false;
  }
  std::string* const names[] = {&route.proxy, &route.item};
  std::size_t named = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (wanted[i] == "*" ? parts[i].empty() : wanted[i] != parts[i]) {
      return false;
    }
    if (wanted[i] == "*") {
      *names[named++] = parts[i];
    }
  }
  return true;
}

/// Of the absolute form, `http://host/path`, only the path counts.
std::string_view path_of(std::string_view target) {
  const std::size_t scheme = target.find("://");
  if (!target.starts_with('/') && scheme != std::string_view::npos) {
    const std::size_t slash = target.find('/', scheme + 3);
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  return target;
}

}  // namespace

Route route(std::string_view method, std::string_view target, bool with_metrics) {
  Route route;
  const std::string_view whole = path_of(target);
  const std::size_t query = std::min(whole.find('?'), whole.size());
  const std::optional<std::string> path = percent_decoded(whole.substr(0, query));
  if (!path || !path->starts_with('/')) {
    route.what = What::malformed;
    return route;
  }
  const std::string clean = cleaned(*path);
  if (clean != *path) {
    route.what = What::moved;
    constexpr std::string_view in_path = "-._~/$&+,:;=@";
    constexpr std::string_view in_query = "-._~/$&+,:;=@?%!'()*[]";
    route.location =
        percent_encoded(clean, in_path) + percent_encoded(whole.substr(query), in_query);
    return route;
  }
  const std::vector<std::string_view> parts = parts_of(*path);
  for (const Row& row : rows) {
    if ((row.operation == Operation::metrics && !with_metrics) || !matches(row, parts, route)) {
      continue;
    }
    route.operation = row.operation;
    if (row.method.empty() || row.method == method) {
      route.what = What::found;
      return route;
    }
    route.what = What::wrong_method;
  }
  return route;
}

}  // namespace gameday::control
