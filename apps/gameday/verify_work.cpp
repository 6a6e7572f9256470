#include "verify_work.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/contract.hpp"
#include "config/gateway.hpp"
#include "console.hpp"
#include "pack.hpp"
#include "quote.hpp"
#include "verify_url.hpp"

namespace gameday::app {
namespace {

std::optional<rig::ArmOptions> read_subject(const VerifyOptions& options) {
  if (!options.url.empty()) {
    return url_subject(options);
  }
  config::Findings findings;
  const auto gateway = config::read_gateway(options.gateway, environment, findings);
  print_findings(findings);
  if (!gateway) {
    return std::nullopt;
  }
  rig::ArmOptions arm = rig::gateway_arm(*gateway);
  arm.gateway_file = options.gateway;
  arm.gateway_text = findings.texts[options.gateway];
  return arm;
}

std::optional<verdict::Contract> open_contract(const std::string& file, const Work& work,
                                               const VerifyOptions& options) {
  // A contract speaks of the whole pack, also when only some of its rows are played.
  const auto all =
      options.rows.empty() ? work.rows : read_pack(options.pack, {}).value_or(work.rows);
  std::vector<std::string> names;
  for (const rig::Row& row : all) {
    names.push_back(row.name);
  }
  std::vector<std::string> providers;
  for (const gateway::Provider& provider : work.arm.gateway.providers) {
    providers.push_back(provider.name);
  }
  config::Findings findings;
  auto contract = config::read_contract(file, names, providers, findings);
  print_findings(findings);
  return contract;
}

void plan_trials(Work& work, const VerifyOptions& options, Duration patience) {
  for (std::size_t at = 0; at < work.rows.size(); ++at) {
    for (const rig::Shape shape : {rig::Shape::unary, rig::Shape::streamed}) {
      if (rig::kind_of(work.rows[at], shape)) {
        work.trials.push_back(rig::make_trial(work.rows[at], shape, work.arm, Seed(options.seed)));
        work.trials.back().patience = patience;
        work.row_of.push_back(at);
      }
    }
  }
}

}  // namespace

std::string again(const VerifyOptions& options) {
  std::string command = "gameday verify ";
  if (options.url.empty()) {
    command += "--gateway " + shell_quoted(options.gateway);
  } else {
    command +=
        fmt::format("--url {} --model {}", shell_quoted(options.url), shell_quoted(options.model));
    command += options.api_key.empty() ? "" : " --api-key " + options.api_key;
    for (const std::string& provider : options.providers) {
      command += " --provider " + shell_quoted(provider);
    }
    command += options.patience.empty() ? "" : " --patience " + shell_quoted(options.patience);
  }
  command += options.simulate ? " --simulate" : "";
  command += options.seed == 1 ? "" : fmt::format(" --seed {}", options.seed);
  command += options.pack.empty() ? "" : " --pack " + shell_quoted(options.pack);
  command += options.contract.empty() ? "" : " --contract " + shell_quoted(options.contract);
  return command;
}

std::optional<Work> open_work(const VerifyOptions& options, std::vector<rig::Row> rows) {
  Work work;
  work.rows = std::move(rows);
  Duration patience = rig::probe_patience;
  auto arm = read_subject(options);
  if (!read_patience(options, patience) || !arm) {
    return std::nullopt;
  }
  work.arm = *std::move(arm);
  if (!options.contract.empty()) {
    work.contract = open_contract(options.contract, work, options);
    if (!work.contract) {
      return std::nullopt;
    }
  }
  plan_trials(work, options, patience);
  return work;
}

}  // namespace gameday::app
