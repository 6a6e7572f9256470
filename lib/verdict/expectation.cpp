#include "verdict/expectation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "base/trim.hpp"

namespace gameday::verdict {
namespace {

struct Word {
  std::string_view name;
  Metric metric;
};
constexpr std::array<Word, 17> words = {{{"failed", Metric::failed},
                                         {"good", Metric::good},
                                         {"degraded", Metric::degraded},
                                         {"min", Metric::answer_min},
                                         {"max", Metric::answer_max},
                                         {"outcome.min", Metric::outcome_min},
                                         {"outcome.max", Metric::outcome_max},
                                         {"attempts.mean", Metric::attempts_mean},
                                         {"attempts.max", Metric::attempts_max},
                                         {"amplification", Metric::amplification},
                                         {"failover.max", Metric::failover_max},
                                         {"stall.max", Metric::stall_max},
                                         {"truncated", Metric::truncated},
                                         {"recovery_time", Metric::recovery_time},
                                         {"retry_after.violations", Metric::retry_after_violations},
                                         {"failed.others", Metric::failed_others},
                                         {"p95", Metric::answer_quantile}}};
constexpr std::array<Word, 4> quantile_words = {{{"p", Metric::answer_quantile},
                                                 {"outcome.p", Metric::outcome_quantile},
                                                 {"failover.p", Metric::failover_quantile},
                                                 {"ttft.p", Metric::ttft_quantile}}};
// Named by the documentation, measured by a later version.
constexpr std::array<std::string_view, 1> unmeasured = {"schema_valid"};
constexpr std::string_view served_by = "served_by.";
constexpr std::string_view operators = "one of < <= == >= > !=";

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && value >= 0 ? std::optional(value) : std::nullopt;
}

// `95` is 9500, `99.9` is 9990; at most two decimals, above 0 and below 100.
std::optional<std::uint32_t> quantile(std::string_view digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  const std::string_view decimals = digits.substr(std::min(point + 1, digits.size()));
  const auto value = number(digits);
  const bool shaped = point >= 1 && point <= 2 && decimals.size() <= 2 &&
                      (point == digits.size() || !decimals.empty());
  if (!shaped || !value || *value <= 0) {
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(*value * 100 + 0.5);
}

std::string unknown_metric(std::string_view text) {
  for (const std::string_view word : unmeasured) {
    if (text == word) {
      return fmt::format("{} is not measured in this version", text);
    }
  }
  std::vector<std::string_view> known = {served_by};
  std::ranges::transform(words, std::back_inserter(known), &Word::name);
  return fmt::format(
      "\"{}\" is not a metric{}; there are failed, good, degraded, pNN, min, max, "
      "outcome.pNN, outcome.min, outcome.max, ttft.pNN, stall.max, truncated, attempts.mean, "
      "attempts.max, amplification, served_by.NAME, failover.pNN, failover.max, "
      "recovery_time, retry_after.violations and failed.others",
      text, did_you_mean(text, known));
}

std::string read_metric(std::string_view text, Expectation& out) {
  if (text.starts_with(served_by) && text.size() > served_by.size()) {
    out.metric = Metric::served_by;
    out.subject = text.substr(served_by.size());
    return {};
  }
  for (const Word& word : quantile_words) {
    const bool starts = text.starts_with(word.name) && text.size() > word.name.size();
    const auto mark = starts ? quantile(text.substr(word.name.size())) : std::nullopt;
    if (mark) {
      out.metric = word.metric;
      out.quantile = *mark;
      return {};
    }
    if (starts && text[word.name.size()] >= '0' && text[word.name.size()] <= '9') {
      return fmt::format("\"{}\" is not a percentile; write p50, p95 or p99.9", text);
    }
  }
  for (const Word& word : words) {
    if (text == word.name) {
      out.metric = word.metric;
      return {};
    }
  }
  return unknown_metric(text);
}

std::string read_comparison(std::string_view text, Comparison& out) {
  struct Sign {
    std::string_view text;
    Comparison comparison;
  };
  constexpr std::array<Sign, 6> signs = {{{"<", Comparison::less},
                                          {"<=", Comparison::at_most},
                                          {"==", Comparison::equal},
                                          {">=", Comparison::at_least},
                                          {">", Comparison::greater},
                                          {"!=", Comparison::not_equal}}};
  for (const Sign& sign : signs) {
    if (text == sign.text) {
      out = sign.comparison;
      return {};
    }
  }
  const std::string_view meant = text == "="    ? "=="
                                 : text == "=<" ? "<="
                                 : text == "=>" ? ">="
                                                : "";
  return fmt::format("\"{}\" is not a comparison; {}", text,
                     meant.empty() ? fmt::format("write {}", operators)
                                   : fmt::format("did you mean \"{}\"?", meant));
}

enum class Takes : std::uint8_t { count_or_share, whole, decimal, time };

Takes taken_by(Metric metric) {
  switch (metric) {
    case Metric::failed:
    case Metric::good:
    case Metric::degraded:
    case Metric::failed_others:
    case Metric::served_by:
    case Metric::truncated:
      return Takes::count_or_share;
    case Metric::attempts_max:
    case Metric::retry_after_violations:
      return Takes::whole;
    case Metric::attempts_mean:
    case Metric::amplification:
      return Takes::decimal;
    default:
      return Takes::time;
  }
}

// `2x untuned gateway`: a number, an x, a blank, and an arm's name to the end.
bool read_factor(std::string_view text, Expectation& out, std::string& problem) {
  const std::size_t letter = text.find_first_not_of("0123456789.");
  if (letter == text.npos || letter == 0 || text[letter] != 'x') {
    return false;
  }
  const std::string_view rest = text.substr(letter + 1);
  const auto factor = number(text.substr(0, letter));
  out.kind = Expectation::Kind::factor;
  out.value = factor.value_or(0);
  out.other_arm = trimmed(rest);
  if (!factor || out.other_arm.empty() || rest.front() != ' ') {
    problem = fmt::format("\"{}\" names no arm to compare with; write 2x NAME OF ARM", text);
  }
  return true;
}

std::string read_value(std::string_view text, Expectation& out) {
  std::string problem;
  if (read_factor(text, out, problem)) {
    return problem;
  }
  const Takes takes = taken_by(out.metric);
  if (takes == Takes::time) {
    const auto time = parse_duration(text);
    out.kind = Expectation::Kind::duration;
    out.value = time ? to_seconds(*time.value) : 0;
    return time.problem;
  }
  if (takes == Takes::count_or_share && text.ends_with('%')) {
    const auto share = parse_share(text);
    out.kind = Expectation::Kind::share;
    out.value = share ? share.value->value() : 0;
    return share.problem;
  }
  out.kind = Expectation::Kind::count;
  const bool decimal = takes == Takes::decimal;
  const auto value = number(text);
  const auto whole = parse_count(text);
  if (decimal ? value.has_value() : whole.value.has_value()) {
    out.value = *value;
    return {};
  }
  return fmt::format("\"{}\" is not {}", text,
                     decimal                 ? "a number; write 1.5"
                     : takes == Takes::whole ? "a whole number; write 3"
                                             : "a count or a share; write 3 or 1%");
}

std::string read_all(std::string_view text, Expectation& out) {
  constexpr std::string_view signs = "<>=!";
  const std::size_t sign = text.find_first_of(signs);
  const std::string_view metric = trimmed(text.substr(0, sign));
  if (metric.empty()) {
    return fmt::format("\"{}\" is not a check; write METRIC OP VALUE, such as failed == 0", text);
  }
  if (sign == text.npos) {
    const std::string_view word = metric.substr(0, metric.find(' '));
    const std::string problem = read_metric(word, out);
    return problem.empty() ? fmt::format("\"{}\" compares with nothing; write {} after {}", text,
                                         operators, word)
                           : problem;
  }
  const std::size_t after = std::min(text.find_first_not_of(signs, sign), text.size());
  std::string problem = read_metric(metric, out);
  if (problem.empty()) {
    problem = read_comparison(text.substr(sign, after - sign), out.comparison);
  }
  const std::string_view value = trimmed(text.substr(after));
  if (problem.empty() && value.empty()) {
    problem = fmt::format("\"{}\" has no value; write METRIC OP VALUE, such as failed == 0", text);
  }
  return problem.empty() ? read_value(value, out) : problem;
}

}  // namespace

bool watchable(const Expectation& check) {
  constexpr std::array watched = {Metric::failed,      Metric::good,       Metric::answer_quantile,
                                  Metric::answer_min,  Metric::answer_max, Metric::outcome_quantile,
                                  Metric::outcome_min, Metric::outcome_max};
  return check.kind != Expectation::Kind::factor &&
         std::ranges::find(watched, check.metric) != watched.end();
}

bool holds(Comparison comparison, double observed, double limit) {
  switch (comparison) {
    case Comparison::less:
      return observed < limit;
    case Comparison::at_most:
      return observed <= limit;
    case Comparison::equal:
      return observed == limit;
    case Comparison::at_least:
      return observed >= limit;
    case Comparison::greater:
      return observed > limit;
    case Comparison::not_equal:
      return observed != limit;
  }
  return false;
}

Parsed<CheckParts> check_parts(std::string_view text) {
  constexpr std::string_view signs = "<>=!";
  const std::size_t sign = std::min(text.find_first_of(signs), text.size());
  const std::size_t after = std::min(text.find_first_not_of(signs, sign), text.size());
  CheckParts parts;
  parts.metric = trimmed(text.substr(0, sign));
  parts.value = trimmed(text.substr(after));
  if (parts.metric.empty() || sign == text.size() || parts.value.empty()) {
    return {std::nullopt,
            fmt::format("\"{}\" is not a check; write METRIC OP VALUE", trimmed(text))};
  }
  std::string problem = read_comparison(text.substr(sign, after - sign), parts.comparison);
  if (!problem.empty()) {
    return {std::nullopt, std::move(problem)};
  }
  return {parts, {}};
}

Parsed<Expectation> parse_expectation(std::string_view text) {
  Expectation expectation;
  expectation.text = trimmed(text);
  std::string problem = read_all(expectation.text, expectation);
  if (!problem.empty()) {
    return {std::nullopt, std::move(problem)};
  }
  return {std::move(expectation), {}};
}

}  // namespace gameday::verdict
