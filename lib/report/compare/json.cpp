#include "base/json_writer.hpp"
#include "report/compare/compare.hpp"

namespace gameday::report {
namespace {

constexpr int decimals = 6;

void write_measured(JsonWriter& json, const char* key, const verdict::Measured& measured) {
  json.key(key).object();
  json.key("value");
  if (measured.amount && measured.too_weak.empty()) {
    json.number(measured.amount->value, decimals);  // never is not a number: null
  } else {
    json.null();
  }
  if (measured.interval) {
    json.key("low").number(measured.interval->low, decimals);
    json.key("high").number(measured.interval->high, decimals);
  }
  json.key("n").number(measured.n).end();
}

void write_change(JsonWriter& json, const verdict::MetricChange& change) {
  json.object().key("metric").text(change.metric.text);
  json.key("change").text(to_text(change.change));
  write_measured(json, "before", change.before);
  write_measured(json, "after", change.after);
  json.key("difference");
  if (change.difference) {
    json.object().key("low").number(change.difference->low, decimals);
    json.key("high").number(change.difference->high, decimals).end();
  } else {
    json.null();
  }
  json.key("why").text(change.why).end();
}

}  // namespace

// Times are seconds, shares 0 to 1.
std::string compare_json(const ComparedRuns& runs) {
  std::string out;
  JsonWriter json(out);
  json.object().key("gameday").number(1);
  json.key("before").text(runs.before_name).key("after").text(runs.after_name);
  json.key("exit_code").number(comparison_exit_code(runs.regressions));
  json.key("changed").array();
  for (const SetChange& change : set_changes(runs)) {
    json.object().key("what").text(change.what).key("lines").text(change.lines).end();
  }
  json.end().key("caveats").array();
  for (const std::string& caveat : comparison_caveats(runs)) {
    json.text(caveat);
  }
  json.end().key("arms").array();
  for (const verdict::ArmComparison& arm : runs.comparison.arms) {
    json.object().key("experiment").text(arm.experiment).key("arm").text(arm.arm);
    json.key("metrics").array();
    for (const verdict::MetricChange& change : arm.metrics) {
      write_change(json, change);
    }
    json.end().end();
  }
  json.end().key("limits").array();
  for (const verdict::RegressionResult& result : runs.regressions) {
    json.object().key("experiment").text(result.experiment).key("arm").text(result.arm);
    json.key("limit").text(result.text).key("verdict").text(to_text(result.regressed)).end();
  }
  json.end().end();
  return out += '\n';
}

}  // namespace gameday::report
