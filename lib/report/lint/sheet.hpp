#pragma once
// What a gateway's config promises and what is wrong with it, for a person or a program:
// `gameday lint`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "base/time.hpp"
#include "report/look.hpp"

namespace gameday::report {

struct LintRow {
  std::string name;  // `silent, streamed`
  Duration time{};   // `forever`: nothing limits it
  std::uint64_t attempts = 0;
  std::string words;
};

/// One failure and shape, for programs.
struct LintClass {
  std::string name;
  std::string shape;
  LintRow outage;
  LintRow primary;
  std::optional<Duration> failover;
};

struct LintFinding {
  enum class Severity : std::uint8_t { error, warning, note };
  Severity severity = Severity::warning;
  std::string rule;
  Place place;
  std::string path;
  std::string subject;  // `openai and anthropic`; empty: the whole
  std::string what;
  std::string fix;
};

struct LintLimit {
  std::string text;      // `attempts <= 4`
  std::string observed;  // `5`
  bool held = true;
};

struct LintRule {
  std::string name;
  std::string summary;
  std::string why;
};

struct LintSheet {
  std::string file;
  std::string rules;               // whose: `gameday`, `bifrost`
  std::vector<std::string> chain;  // `openai/gpt-4o-mini (2 keys)`
  std::vector<LintRow> rows;
  std::vector<LintClass> classes;
  Duration worst_case{};
  std::uint64_t attempts = 0;
  std::uint64_t amplification = 0;
  std::vector<LintFinding> findings;  // errors first
  std::vector<LintLimit> budget;      // empty: none was set
  std::vector<LintRule> catalogue;    // all rules there are
};

/// No error, and the budget held.
bool is_clean(const LintSheet& sheet);

std::string lint_text(const LintSheet& sheet, const Look& look);
/// One object, one line; times are milliseconds, without a limit null.
std::string lint_json(const LintSheet& sheet);
/// SARIF 2.1.0 (OASIS), as code scanning of GitHub and others takes it.
std::string lint_sarif(const LintSheet& sheet, const std::string& version);

const char* to_text(LintFinding::Severity severity);

}  // namespace gameday::report
