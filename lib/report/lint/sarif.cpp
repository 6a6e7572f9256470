// Source: Static Analysis Results Interchange Format 2.1.0, OASIS, sections 3.13 to 3.49.
#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "report/lint/sheet.hpp"

namespace gameday::report {
namespace {

constexpr const char* schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
constexpr const char* budget_rule = "budget";

/// A path as a URI reference (RFC 3986).
std::string uri(const std::string& path) {
  std::string out;
  for (const char one : path) {
    const bool plain = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
                       (one >= '0' && one <= '9') ||
                       std::string_view("-._~/").find(one) != std::string_view::npos;
    out += plain ? std::string(1, one) : fmt::format("%{:02X}", static_cast<unsigned char>(one));
  }
  return out.starts_with('/') ? "file://" + out : out;
}

void message(JsonWriter& json, const char* key, const std::string& text) {
  json.key(key).object().key("text").text(text).end();
}

void add_rule(JsonWriter& json, const LintRule& rule) {
  json.object().key("id").text(rule.name);
  message(json, "shortDescription", rule.summary);
  message(json, "fullDescription", rule.why);
  message(json, "help", fmt::format("gameday lint --explain {}", rule.name));
  json.end();
}

void add_location(JsonWriter& json, const LintSheet& sheet, const Place& place) {
  json.key("locations").array().object().key("physicalLocation").object();
  json.key("artifactLocation").object().key("uri").text(uri(sheet.file)).end();
  json.key("region").object();
  json.key("startLine").number(std::max<std::uint64_t>(1, place.line));
  json.key("startColumn").number(std::max<std::uint64_t>(1, place.column));
  json.end().end().end().end();
}

void add_result(JsonWriter& json, const LintSheet& sheet, const LintFinding& finding) {
  const auto found = std::find_if(sheet.catalogue.begin(), sheet.catalogue.end(),
                                  [&](const LintRule& rule) { return rule.name == finding.rule; });
  json.object().key("ruleId").text(finding.rule);
  json.key("ruleIndex").number(static_cast<std::uint64_t>(found - sheet.catalogue.begin()));
  json.key("level").text(to_text(finding.severity));
  const std::string subject = finding.subject.empty() ? "" : finding.subject + ": ";
  message(json, "message", subject + finding.what + (finding.fix.empty() ? "" : " ") + finding.fix);
  add_location(json, sheet, finding.place);
  json.end();
}

void add_limit(JsonWriter& json, const LintSheet& sheet, const LintLimit& limit) {
  json.object().key("ruleId").text(budget_rule);
  json.key("ruleIndex").number(std::uint64_t{sheet.catalogue.size()});
  json.key("level").text("error");
  message(json, "message", fmt::format("{} does not hold: it is {}.", limit.text, limit.observed));
  add_location(json, sheet, Place{1, 1});
  json.end();
}

}  // namespace

std::string lint_sarif(const LintSheet& sheet, const std::string& version) {
  std::string out;
  JsonWriter json(out);
  json.object().key("$schema").text(schema).key("version").text("2.1.0");
  json.key("runs").array().object().key("tool").object().key("driver").object();
  json.key("name").text("gameday").key("version").text(version).key("rules").array();
  for (const LintRule& rule : sheet.catalogue) {
    add_rule(json, rule);
  }
  add_rule(json, {budget_rule, "the config promises less than the budget asks for",
                  "The limits given with --budget, against the worst case of the config."});
  json.end().end().end();
  json.key("columnKind").text("unicodeCodePoints").key("results").array();
  for (const LintFinding& finding : sheet.findings) {
    add_result(json, sheet, finding);
  }
  for (const LintLimit& limit : sheet.budget) {
    if (!limit.held) {
      add_limit(json, sheet, limit);
    }
  }
  json.end().end().end().end();
  out += '\n';
  return out;
}

}  // namespace gameday::report
