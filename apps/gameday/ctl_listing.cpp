#include "ctl_listing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/lines.hpp"

namespace gameday::app {
namespace {

using Cells = std::vector<std::string>;

Cells proxy_cells(const ProxySeen& proxy) {
  return {proxy.name, proxy.listen, proxy.upstream, proxy.enabled ? "enabled" : "disabled",
          std::to_string(proxy.toxics.size())};
}

Cells fault_cells(const FaultSeen& fault) {
  return {fault.name,
          fault.type,
          fmt::format("{}", fmt::join(fault.attributes, " ")),
          fmt::format("{}", fmt::join(fault.match, " ")),
          fault.enabled ? "on" : "off",
          fmt::format("{:.0f}", fault.seen),
          fmt::format("{:.0f}", fault.matched),
          fmt::format("{:.0f}", fault.injected)};
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

std::string proxies_for_scripts(const std::vector<ProxySeen>& proxies) {
  std::string text;
  for (const ProxySeen& proxy : proxies) {
    text += fmt::format("{}\n", fmt::join(proxy_cells(proxy), "\t"));
  }
  return text;
}

std::string proxies_for_people(const std::vector<ProxySeen>& proxies, const report::Look& look) {
  if (proxies.empty()) {
    return "There are no proxies. Create one: gameday ctl create -l 127.0.0.1:26379 "
           "-u 127.0.0.1:6379 redis\n";
  }
  std::vector<Cells> rows = {{"Name", "Listen", "Upstream", "Enabled", "Toxics"}};
  for (const ProxySeen& proxy : proxies) {
    rows.push_back(proxy_cells(proxy));
  }
  return laid_out(rows, look);
}

std::string toxics_for_scripts(const ProxySeen& proxy) {
  std::string text;
  for (const ToxicSeen& toxic : proxy.toxics) {
    text += fmt::format("{}\ttype={}\tstream={}\ttoxicity={:.2f}\tattributes=[", toxic.name,
                        toxic.type, toxic.stream, toxic.toxicity);
    for (const std::string& attribute : toxic.attributes) {
      text += '\t' + attribute;
    }
    text += "\t]\n";
  }
  return text;
}

std::string toxics_for_people(const ProxySeen& proxy, const report::Look& look) {
  const Cells about = proxy_cells(proxy);
  std::string text = fmt::format("{}: {} -> {}, {}\n", about[0], about[1], about[2], about[3]);
  if (proxy.toxics.empty()) {
    return text + fmt::format(
                      "It has no toxics. Add one: gameday ctl toxic add -t latency "
                      "-a latency=1000 {}\n",
                      about[0]);
  }
  std::vector<Cells> rows = {{"Toxic", "Type", "Stream", "Toxicity", "Attributes"}};
  for (const ToxicSeen& toxic : proxy.toxics) {
    rows.push_back({toxic.name, toxic.type, toxic.stream, fmt::format("{:.2f}", toxic.toxicity),
                    fmt::format("{}", fmt::join(toxic.attributes, " "))});
  }
  return text + laid_out(rows, look);
}

std::string faults_for_scripts(const std::vector<FaultSeen>& faults) {
  std::string text;
  for (const FaultSeen& fault : faults) {
    text += fmt::format("{}\n", fmt::join(fault_cells(fault), "\t"));
  }
  return text;
}

std::string faults_for_people(const std::vector<FaultSeen>& faults, const std::string& proxy,
                              const report::Look& look) {
  if (faults.empty()) {
    return fmt::format(
        "{} has no faults. Add one: gameday ctl fault add -t rate-limited -m share=50% {}\n", proxy,
        proxy);
  }
  std::vector<Cells> rows = {
      {"Fault", "Type", "Attributes", "Match", "", "Seen", "Matched", "Injected"}};
  for (const FaultSeen& fault : faults) {
    rows.push_back(fault_cells(fault));
  }
  return laid_out(rows, look);
}

}  // namespace gameday::app
