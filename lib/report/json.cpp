#include "report/json.hpp"

#include <cmath>

#include "base/json_writer.hpp"
#include "stats/quantile.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::Amount;
using verdict::WindowSummary;

constexpr int milli_decimals = 3;  // whole microseconds, as records have them
constexpr int share_decimals = 6;

void quantile(JsonWriter& json, const char* key, const std::vector<Duration>& sorted,
              stats::QuantileMark mark) {
  json.key(key);
  const auto value = stats::quantile_of(sorted, mark);
  if (!value || *value == forever || !stats::carries(sorted.size(), mark)) {
    json.null();
  } else {
    json.number(to_milliseconds(*value), milli_decimals);
  }
}

// `truncated` were cut without a word, `stream_errors` said so, `stall_max_ms` is the longest
// silence inside a stream that had begun.
void write_streams(JsonWriter& json, const WindowSummary& window) {
  json.key("streams").number(window.streams());
  json.key("truncated").number(window.count_of(record::Outcome::truncated_stream));
  json.key("stream_errors").number(window.count_of(record::Outcome::stream_error));
  json.key("stall_max_ms");
  if (window.gaps.empty()) {
    json.null();
  } else {
    json.number(to_milliseconds(window.gaps.back()), milli_decimals);
  }
}

// Null: never, or not to be told.
void write_recovery(JsonWriter& json, const std::optional<Duration>& recovery) {
  json.key("recovery_time_ms");
  if (!recovery || *recovery == forever) {
    json.null();
  } else {
    json.number(to_milliseconds(*recovery), milli_decimals);
  }
}

void write_arm(JsonWriter& json, const verdict::ArmSummary& arm, const record::Cast& cast) {
  const WindowSummary& window = arm.at(Window::fault);
  json.object();
  json.key("attempted").number(window.attempted).key("ok").number(window.ok);
  json.key("failed").number(window.failed).key("good").number(window.good);
  json.key("degraded").number(window.degraded);
  json.key("outcomes").object();
  for (std::size_t at = 0; at < window.outcomes.size(); ++at) {
    if (window.outcomes[at] > 0) {
      json.key(to_text(static_cast<record::Outcome>(at))).number(window.outcomes[at]);
    }
  }
  json.end();
  quantile(json, "p50_ms", window.answers, 5000);
  quantile(json, "p95_ms", window.answers, 9500);
  quantile(json, "p99_ms", window.answers, 9900);
  quantile(json, "ttft_p95_ms", window.first_contents, 9500);
  write_streams(json, window);
  json.key("attempts_mean");
  if (window.attempted == 0) {
    json.null();
  } else {
    json.number(
        static_cast<double>(window.attempts_total()) / static_cast<double>(window.attempted), 3);
  }
  json.key("attempts_max").number(window.attempts_max());
  json.key("served_by").object();
  for (std::size_t at = 0; at < cast.providers.size(); ++at) {
    json.key(cast.providers[at]).number(window.served_by(static_cast<std::uint16_t>(at)));
  }
  json.end();
  json.key("injected").number(window.injected).key("unattributed").number(window.unattributed);
  json.key("retry_after_violations");
  if (window.hints == 0) {
    json.null();
  } else {
    json.number(window.too_soon);
  }
  write_recovery(json, arm.recovery);
  json.end();
}

void write_amount(JsonWriter& json, double value, Amount::Unit unit) {
  const double scale = unit == Amount::Unit::duration ? 1000 : 1;
  json.number(value * scale, unit == Amount::Unit::share ? share_decimals : milli_decimals);
}

const char* unit_word(Amount::Unit unit) {
  switch (unit) {
    case Amount::Unit::count:
      return "count";
    case Amount::Unit::share:
      return "share";
    case Amount::Unit::duration:
      return "ms";
    case Amount::Unit::mean:
      return "mean";
  }
  return "";
}

void write_check(JsonWriter& json, const verdict::CheckResult& check, const record::Cast& cast) {
  json.object();
  json.key("arm").text(cast.arms.at(check.arm)).key("check").text(check.text);
  json.key("window").text(to_text(check.window)).key("observed");
  if (check.observed) {
    write_amount(json, check.observed->value, check.observed->unit);
    json.key("unit").text(unit_word(check.observed->unit));
  } else {
    json.null();
  }
  if (check.interval && check.observed) {
    json.key("interval").array();
    write_amount(json, check.interval->low, check.observed->unit);
    write_amount(json, check.interval->high, check.observed->unit);
    json.end();
  }
  json.key("n").number(check.n).key("verdict").text(to_text(check.ruling));
  if (!check.reason.empty()) {
    json.key("reason").text(check.reason);
  }
  json.end();
}

void write_reasons(JsonWriter& json, const std::vector<std::string>& reasons) {
  if (!reasons.empty()) {
    json.key("reasons").array();
    for (const std::string& reason : reasons) {
      json.text(reason);
    }
    json.end();
  }
}

void write_blows(JsonWriter& json, const Document& document, std::size_t at) {
  const auto& blows = document.summary.experiments[at].blows;
  if (blows.empty()) {
    return;
  }
  json.key("replicas").array();
  for (const verdict::Blow& blow : blows) {
    const Duration offset = blow.from - document.facts.experiments[at].started.value_or(run_start);
    json.object().key("event").text(to_text(blow.what));
    json.key("arm").text(document.facts.cast.arms.at(blow.arm));
    json.key("replica").number(unsigned{blow.replica});
    json.key("at_ms").number(to_milliseconds(offset), milli_decimals);
    json.key("in_flight").number(blow.in_flight).key("failed").number(blow.failed).end();
  }
  json.end();
}

void write_experiment(JsonWriter& json, const Document& document, std::size_t at) {
  const record::Cast& cast = document.facts.cast;
  const verdict::ExperimentVerdict& verdict = document.verdict.experiments[at];
  json.object();
  json.key("name").text(document.facts.experiments[at].name);
  json.key("verdict").text(to_text(verdict.ruling));
  write_reasons(json, verdict.reasons);
  json.key("arms").object();
  const auto& arms = document.summary.experiments[at].arms;
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    json.key(cast.arms.at(arm));
    write_arm(json, arms[arm], cast);
  }
  json.end();
  write_blows(json, document, at);
  json.key("checks").array();
  for (const verdict::CheckResult& check : verdict.checks) {
    write_check(json, check, cast);
  }
  json.end().end();
}

}  // namespace

std::string result_json(const Document& document) {
  std::string out;
  JsonWriter json(out);
  json.object();
  json.key("gameday").number(1);
  json.key("verdict").text(to_text(document.verdict.ruling));
  json.key("exit_code").number(document.verdict.exit_code);
  write_reasons(json, document.verdict.reasons);
  json.key("seed").number(document.facts.seed).key("plan_hash").text(document.facts.plan_hash);
  json.key("simulated").boolean(document.facts.simulated);
  json.key("experiments").array();
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    write_experiment(json, document, at);
  }
  json.end().end();
  out += '\n';
  return out;
}

}  // namespace gameday::report
