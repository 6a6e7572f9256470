#include <nlohmann/json.hpp>

#include "base/units.hpp"
#include "report/json.hpp"
#include "report/run_folder/run_folder.hpp"
#include "report/run_folder/words.hpp"

namespace gameday::report {
namespace {

using Json = nlohmann::ordered_json;

std::int64_t micros(TimePoint at) {
  return std::chrono::floor<std::chrono::microseconds>(at - run_start).count();
}

Json arms_json(const verdict::RunFacts& facts) {
  Json list = Json::array();
  for (const verdict::ArmFacts& arm : facts.arms) {
    Json one;
    one["name"] = arm.name;
    one["kind"] = arm.kind;
    if (!arm.url.empty()) {
      one["url"] = arm.url;
    }
    one["primary_provider"] = facts.cast.providers.at(arm.primary_provider);
    one["primary_model"] = arm.primary_model;
    one["config_file"] = arm.config_file;
    one["config"] = arm.config;
    if (arm.replicas > 1) {
      one["replicas"] = arm.replicas;
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json injections_json(const verdict::ExperimentFacts& experiment, const record::Cast& cast) {
  Json list = Json::array();
  for (const verdict::InjectionFacts& injection : experiment.injections) {
    Json one;
    one["name"] = injection.name;
    one["into"] = Json::array();
    for (const std::uint16_t provider : injection.into) {
      one["into"].push_back(record::place_name(cast, provider));
    }
    one["words"] = injection.words;
    one["from"] = to_text(injection.from);
    one["for"] = to_text(injection.length);
    list.push_back(std::move(one));
  }
  return list;
}

Json actions_json(const verdict::ExperimentFacts& experiment, const record::Cast& cast) {
  Json list = Json::array();
  for (const verdict::ActionFacts& action : experiment.actions) {
    Json one;
    one["act"] = action.act;
    one["at"] = to_text(action.at);
    one["arm"] = cast.arms.at(action.arm);
    one["replica"] = action.replica;
    list.push_back(std::move(one));
  }
  return list;
}

Json promises_json(const std::vector<verdict::PromiseFacts>& promises, const record::Cast& cast) {
  Json list = Json::array();
  for (const verdict::PromiseFacts& promise : promises) {
    Json check;
    check["arm"] = cast.arms.at(promise.arm);
    check["check"] = promise.expectation.text;
    list.push_back(std::move(check));
  }
  return list;
}

Json experiments_json(const verdict::RunFacts& facts) {
  Json list = Json::array();
  for (const verdict::ExperimentFacts& experiment : facts.experiments) {
    Json one;
    one["name"] = experiment.name;
    one["baseline"] = to_text(experiment.baseline);
    one["fault"] = to_text(experiment.fault);
    one["recovery"] = to_text(experiment.recovery);
    one["injections"] = injections_json(experiment, facts.cast);
    if (!experiment.actions.empty()) {
      one["actions"] = actions_json(experiment, facts.cast);
    }
    one["expect"] = promises_json(experiment.promises, facts.cast);
    one["expect_recovery"] = promises_json(experiment.recovery_promises, facts.cast);
    one["planned"] = experiment.planned;
    if (experiment.started) {
      one["started_at_us"] = micros(*experiment.started);
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json facts_json(const verdict::RunFacts& facts) {
  Json json;
  json["gameday"] = run_version;
  json["version"] = facts.version;
  json["title"] = facts.title;
  json["hypothesis"] = facts.hypothesis;
  json["end"] = end_words.at(static_cast<std::size_t>(facts.end));
  json["end_reason"] = facts.end_reason;
  json["seed"] = facts.seed;
  json["plan_hash"] = facts.plan_hash;
  json["simulated"] = facts.simulated;
  json["mock_providers"] = facts.mock_providers;
  if (facts.slo_answer) {
    json["slo_answer"] = to_text(*facts.slo_answer);
  }
  json["rate_per_second"] = facts.rate;
  json["client_timeout"] = to_text(facts.client_timeout);
  json["records_dropped"] = facts.records_dropped;
  json["labels"] = Json::object();
  for (const auto& [name, value] : facts.labels) {
    json["labels"][name] = value;
  }
  json["overrides"] = facts.overrides;
  json["again"] = facts.again;
  json["providers"] = facts.cast.providers;
  json["arms"] = arms_json(facts);
  json["experiments"] = experiments_json(facts);
  json["scenario_file"] = facts.scenario_file;
  json["scenario_hash"] = facts.scenario_hash;
  json["scenario_text"] = facts.scenario_text;
  return json;
}

// Text that is not UTF-8 cannot be JSON: what is wrong in it becomes U+FFFD.
std::string finished(Json json, const verdict::HostFacts& host) {
  json["host"]["started"] = host.started;
  json["host"]["machine"] = host.machine;
  json["host"]["build"] = host.build;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string run_json(const verdict::RunFacts& facts) {
  return finished(facts_json(facts), facts.host);
}

std::string run_json(const Document& document) {
  Json json = facts_json(document.facts);
  json["result"] = Json::parse(result_json(document));
  return finished(std::move(json), document.facts.host);
}

}  // namespace gameday::report
