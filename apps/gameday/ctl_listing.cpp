#include "ctl_listing.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/one_line.hpp"
#include "go_number.hpp"
#include "report/lines.hpp"

namespace gameday::app {
namespace {

using nlohmann::json;
using Cells = std::vector<std::string>;

constexpr std::size_t longest_cell = 300;

/// Whatever the peer said; what is no object has no proxies.
json parsed(const std::string& text) {
  json value = json::parse(text, nullptr, false);
  return value.is_object() ? value : json::object();
}

std::string text_of(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_string() ? one_line(at->get<std::string>(), longest_cell)
                                               : std::string();
}

const json& list_of(const json& object, const char* key) {
  static const json none = json::array();
  const auto at = object.find(key);
  return at != object.end() && at->is_array() ? *at : none;
}

bool enabled(const json& proxy) {
  return proxy.value("enabled", false);
}

double number_of(const json& object, const char* key) {
  const auto at = object.find(key);
  return at != object.end() && at->is_number() ? at->get<double>() : 0;
}

Cells proxy_cells(const json& proxy) {
  return {text_of(proxy, "name"), text_of(proxy, "listen"), text_of(proxy, "upstream"),
          enabled(proxy) ? "enabled" : "disabled", std::to_string(list_of(proxy, "toxics").size())};
}

/// `latency=100`, sorted: a json object keeps its keys in order.
std::vector<std::string> attributes(const json& toxic) {
  std::vector<std::string> list;
  if (const auto at = toxic.find("attributes"); at != toxic.end() && at->is_object()) {
    for (const auto& [name, value] : at->items()) {
      const std::string shown =
          value.is_number() ? as_go_prints(value.get<double>()) : value.dump();
      list.push_back(one_line(name, longest_cell) + '=' + one_line(shown, longest_cell));
    }
  }
  return list;
}

std::string laid_out(const std::vector<Cells>& rows, const report::Look& look) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], report::width(row[i]));
    }
  }
  std::string text;
  for (const Cells& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += report::pad_right(row[i], i + 1 == row.size() ? 0 : widths[i] + 2);
    }
    const bool head = look.colour && &row == &rows.front();
    text += head ? fmt::format("\x1b[1m{}\x1b[0m\n", line) : line + '\n';
  }
  return text;
}

}  // namespace

std::string proxies_for_scripts(const std::string& text_of_all) {
  const json proxies = parsed(text_of_all);
  std::string text;
  for (const auto& [name, proxy] : proxies.items()) {
    text += fmt::format("{}\n", fmt::join(proxy_cells(proxy), "\t"));
  }
  return text;
}

std::string proxies_for_people(const std::string& text_of_all, const report::Look& look) {
  const json proxies = parsed(text_of_all);
  if (proxies.empty()) {
    return "There are no proxies. Create one: gameday ctl create -l 127.0.0.1:26379 "
           "-u 127.0.0.1:6379 redis\n";
  }
  std::vector<Cells> rows = {{"Name", "Listen", "Upstream", "Enabled", "Toxics"}};
  for (const auto& [name, proxy] : proxies.items()) {
    rows.push_back(proxy_cells(proxy));
  }
  return laid_out(rows, look);
}

std::string toxics_for_scripts(const std::string& text_of_one) {
  const json proxy = parsed(text_of_one);
  std::string text;
  for (const json& toxic : list_of(proxy, "toxics")) {
    text +=
        fmt::format("{}\ttype={}\tstream={}\ttoxicity={:.2f}\tattributes=[", text_of(toxic, "name"),
                    text_of(toxic, "type"), text_of(toxic, "stream"), number_of(toxic, "toxicity"));
    for (const std::string& attribute : attributes(toxic)) {
      text += '\t' + attribute;
    }
    text += "\t]\n";
  }
  return text;
}

std::string toxics_for_people(const std::string& text_of_one, const report::Look& look) {
  const json proxy = parsed(text_of_one);
  const Cells about = proxy_cells(proxy);
  std::string text = fmt::format("{}: {} -> {}, {}\n", about[0], about[1], about[2], about[3]);
  const json& toxics = list_of(proxy, "toxics");
  if (toxics.empty()) {
    return text + fmt::format(
                      "It has no toxics. Add one: gameday ctl toxic add -t latency "
                      "-a latency=1000 {}\n",
                      about[0]);
  }
  std::vector<Cells> rows = {{"Toxic", "Type", "Stream", "Toxicity", "Attributes"}};
  for (const json& toxic : toxics) {
    rows.push_back({text_of(toxic, "name"), text_of(toxic, "type"), text_of(toxic, "stream"),
                    fmt::format("{:.2f}", number_of(toxic, "toxicity")),
                    fmt::format("{}", fmt::join(attributes(toxic), " "))});
  }
  return text + laid_out(rows, look);
}

}  // namespace gameday::app
