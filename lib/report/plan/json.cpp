#include "base/json_writer.hpp"
#include "report/plan/sheet.hpp"

namespace gameday::report {
namespace {

constexpr int milli_decimals = 3;

void time(JsonWriter& json, const char* key, Duration value) {
  json.key(key);
  if (value == forever) {
    json.null();
  } else {
    json.number(to_milliseconds(value), milli_decimals);
  }
}

void injection(JsonWriter& json, const verdict::InjectionFacts& fault, const record::Cast& cast) {
  json.object().key("name").text(fault.name).key("into").array();
  for (const std::uint16_t provider : fault.into) {
    json.text(record::place_name(cast, provider));
  }
  json.end().key("words").text(fault.words);
  time(json, "at_ms", fault.from);
  time(json, "for_ms", fault.length);
  json.end();
}

void experiment(JsonWriter& json, const PlanSheet& sheet, std::size_t at) {
  const verdict::ExperimentFacts& facts = sheet.facts.experiments[at];
  json.object().key("name").text(facts.name);
  time(json, "baseline_ms", facts.baseline);
  time(json, "fault_ms", facts.fault);
  time(json, "recovery_ms", facts.recovery);
  json.key("requests").object();
  for (std::size_t window = 0; window < sheet.requests[at].all.size(); ++window) {
    json.key(to_text(static_cast<record::Window>(window))).number(sheet.requests[at].all[window]);
  }
  json.end().key("inject").array();
  for (const verdict::InjectionFacts& fault : facts.injections) {
    injection(json, fault, sheet.facts.cast);
  }
  json.end();
  if (!facts.actions.empty()) {
    json.key("actions").array();
    for (const verdict::ActionFacts& action : facts.actions) {
      json.object().key("act").text(action.act);
      json.key("arm").text(sheet.facts.cast.arms.at(action.arm));
      json.key("replica").number(unsigned{action.replica});
      time(json, "at_ms", action.at);
      json.end();
    }
    json.end();
  }
  json.end();
}

void arm(JsonWriter& json, const PlanSheet& sheet, std::size_t at) {
  const WorstCase& worst = sheet.worst.at(at);
  json.object().key("name").text(sheet.facts.arms[at].name);
  json.key("kind").text(sheet.facts.arms[at].kind);
  if (!sheet.facts.arms[at].url.empty()) {
    json.key("url").text(sheet.facts.arms[at].url);
  }
  json.key("worst_attempts");
  if (worst.attempts == 0) {
    json.null();
  } else {
    json.number(worst.attempts);
  }
  time(json, "client_gives_up_ms", worst.client);
  time(json, "gateway_gives_up_ms", worst.gateway.value_or(forever));
  json.key("layers").array();
  for (const std::string& layer : worst.layers) {
    json.text(layer);
  }
  json.end().end();
}

}  // namespace

std::string plan_json(const PlanSheet& sheet) {
  std::string out;
  JsonWriter json(out);
  const verdict::RunFacts& facts = sheet.facts;
  json.object().key("gameday").number(1).key("title").text(facts.title);
  json.key("seed").number(facts.seed).key("plan_hash").text(facts.plan_hash);
  time(json, "length_ms", planned_length(facts));
  json.key("requests_per_arm").number(planned_requests(facts));
  json.key("experiments").array();
  for (std::size_t at = 0; at < facts.experiments.size(); ++at) {
    experiment(json, sheet, at);
  }
  json.end().key("arms").array();
  for (std::size_t at = 0; at < facts.arms.size(); ++at) {
    arm(json, sheet, at);
  }
  json.end().key("providers").array();
  for (std::size_t at = 0; at < sheet.providers.size(); ++at) {
    json.object().key("name").text(facts.cast.providers.at(at));
    json.key("kind").text(sheet.providers[at].kind);
    json.key("base_url").text(sheet.providers[at].base_url).end();
  }
  json.end().key("warnings").array();
  for (const std::string& warning : plan_warnings(sheet)) {
    json.text(warning);
  }
  json.end().end();
  out += '\n';
  return out;
}

}  // namespace gameday::report
