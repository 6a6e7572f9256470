#include "base/json_writer.hpp"
#include "report/lint/sheet.hpp"

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

void course(JsonWriter& json, const char* key, const LintRow& row) {
  json.key(key).object();
  time(json, "time_ms", row.time);
  json.key("attempts").number(row.attempts).key("words").text(row.words).end();
}

void add_class(JsonWriter& json, const LintClass& one) {
  json.object().key("failure").text(one.name).key("shape").text(one.shape);
  course(json, "every_target", one.outage);
  course(json, "only_the_first", one.primary);
  time(json, "failover_ms", one.failover.value_or(forever));
  json.end();
}

void add_finding(JsonWriter& json, const LintFinding& finding) {
  json.object().key("rule").text(finding.rule);
  json.key("severity").text(to_text(finding.severity));
  json.key("line").number(std::uint64_t{finding.place.line});
  json.key("column").number(std::uint64_t{finding.place.column});
  json.key("path").text(finding.path).key("subject").text(finding.subject);
  json.key("what").text(finding.what).key("fix").text(finding.fix).end();
}

}  // namespace

std::string lint_json(const LintSheet& sheet) {
  std::string out;
  JsonWriter json(out);
  json.object().key("gameday").number(1).key("file").text(sheet.file);
  json.key("rules").text(sheet.rules).key("clean").boolean(is_clean(sheet)).key("chain").array();
  for (const std::string& target : sheet.chain) {
    json.text(target);
  }
  json.end();
  time(json, "worst_case_ms", sheet.worst_case);
  json.key("attempts").number(sheet.attempts).key("amplification").number(sheet.amplification);
  json.key("failures").array();
  for (const LintClass& one : sheet.classes) {
    add_class(json, one);
  }
  json.end().key("findings").array();
  for (const LintFinding& finding : sheet.findings) {
    add_finding(json, finding);
  }
  json.end().key("budget").array();
  for (const LintLimit& limit : sheet.budget) {
    json.object().key("check").text(limit.text).key("observed").text(limit.observed);
    json.key("held").boolean(limit.held).end();
  }
  json.end().end();
  out += '\n';
  return out;
}

}  // namespace gameday::report
