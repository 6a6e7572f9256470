#include "sound_gateway.hpp"

#include <fmt/format.h>

#include "config/gateway_places.hpp"
#include "console.hpp"
#include "gateway/gateway.hpp"
#include "gateway/lint/finding.hpp"
#include "report/problems.hpp"
#include "rt/network.hpp"

namespace gameday::app {
namespace {

namespace lint = gateway::lint;

/// Only what will hurt: `gameday lint` says the rest.
void add_lint(const config::GatewayFile& file, const std::string& path,
              config::Findings& findings) {
  Problems problems(path);
  for (const lint::Finding& finding : lint::check(lint::Context{file.options})) {
    if (finding.severity == lint::Severity::error) {
      const config::Spot spot = config::spot_of(file.root, finding.where);
      problems.warning(spot.place, spot.path,
                       fmt::format("{} {} (gameday lint --explain {})", finding.what, finding.fix,
                                   finding.rule));
    }
  }
  findings.add(problems);
}

/// Without the tally, which says that nothing was started: what runs goes on.
void print_lines(const config::Findings& findings) {
  for (const Problem& problem : findings.problems) {
    const auto text = findings.texts.find(problem.file);
    const bool shown = text != findings.texts.end();
    fmt::print(stderr, "{}", report::problem_block(problem, shown ? text->second : std::string()));
  }
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

void warn_of_open_door(const gateway::Options& options, const std::string& path,
                       const std::string& listen) {
  const auto address = rt::parse_address(listen);
  if (options.tokens.empty() && address && !is_loopback(address->host)) {
    print_error(fmt::format(
        "warning: --listen {} is open to other machines, and {} asks them for no token: whoever "
        "reaches it spends your keys; add \"clients\": {{\"tokens\": [\"env.GATEWAY_TOKEN\"]}}",
        listen, path));
  }
}

}  // namespace

std::optional<gateway::Options> read_sound_gateway(const std::string& path,
                                                   const std::string& listen, bool again) {
  config::Findings findings;
  auto file = config::read_gateway_file(path, environment, {}, findings);
  std::vector<std::string> problems;
  if (file) {
    problems = gateway::problems_of(file->options);
    if (problems.empty()) {
      add_lint(*file, path, findings);
    }
  }
  again ? print_lines(findings) : print_findings(findings);
  for (const std::string& problem : problems) {
    print_error(fmt::format("{}: {}", path, problem));
  }
  if (!file || !problems.empty()) {
    return std::nullopt;
  }
  warn_of_open_door(file->options, path, listen);
  return std::move(file->options);
}

}  // namespace gameday::app
