#include "verdict/compare/regression.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "base/trim.hpp"

namespace gameday::verdict {
namespace {

constexpr std::string_view blanks = " \t";

// Unlike a share it may be over 100 %: three times as late is 200 % worse.
std::optional<double> parse_percent(std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  const bool whole = error == std::errc{} && std::string_view(rest, end) == "%";
  return whole && value >= 0 ? std::optional(value / 100) : std::nullopt;
}

Parsed<Allowance> parse_allowance(std::string_view text) {
  const std::size_t blank = text.find_first_of(blanks);
  if (blank == text.npos) {
    return {std::nullopt, fmt::format("\"{}\" is not METRIC AMOUNT; write \"p95 10%\"", text)};
  }
  const std::string metric(text.substr(0, blank));
  const std::string amount(trimmed(text.substr(blank)));
  Allowance out;
  out.text = text;
  // What the metric takes by itself, in the grammar of every check.
  const auto absolute = parse_expectation(metric + " <= " + amount);
  if (absolute && is_share(absolute.value->metric) && absolute.value->value > 0 &&
      absolute.value->kind == Expectation::Kind::count) {
    return {std::nullopt, fmt::format("\"{}\": {} is compared as a share; write \"{} 1%\"", text,
                                      metric, metric)};
  }
  if (absolute && absolute.value->kind != Expectation::Kind::factor) {
    out.metric = *absolute.value;
    out.kind = Allowance::Kind::absolute;
    out.value = absolute.value->value;
    out.metric.text = metric;
    return {std::move(out), {}};
  }
  const auto share = parse_percent(amount);
  const auto known = parse_expectation(metric + " <= 0s");
  const auto counted = parse_expectation(metric + " <= 0");
  if (share && (known || counted)) {
    out.metric = known ? *known.value : *counted.value;
    out.metric.text = metric;
    out.value = *share;
    return {std::move(out), {}};
  }
  return {std::nullopt, absolute ? fmt::format("\"{}\" names an arm; write \"p95 10%\"", text)
                                 : absolute.problem};
}

double allowed(const Allowance& allowance, double before) {
  return allowance.kind == Allowance::Kind::relative ? before * allowance.value : allowance.value;
}

Regressed judge_regression(const Allowance& allowance, const MetricChange& change) {
  if (change.change == Change::unclear) {
    return Regressed::unclear;
  }
  const double before = change.before.amount->value;
  const double after = change.after.amount->value;
  if (before == after) {
    return Regressed::no;
  }
  const double worse = more_is_better(allowance.metric.metric) ? before - after : after - before;
  if (std::isinf(before) ? worse <= 0 : worse <= allowed(allowance, before)) {
    return Regressed::no;
  }
  return change.change == Change::worse ? Regressed::yes : Regressed::unclear;
}

}  // namespace

Parsed<std::vector<Allowance>> parse_allowances(std::string_view text) {
  std::vector<Allowance> out;
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    auto allowance = parse_allowance(trimmed(text.substr(0, comma)));
    if (!allowance) {
      return {std::nullopt, std::move(allowance.problem)};
    }
    out.push_back(std::move(*allowance.value));
    if (comma == text.size()) {
      return {std::move(out), {}};
    }
    text.remove_prefix(comma + 1);
  }
}

std::vector<RegressionResult> regressions(const Side& before, const Side& after,
                                          const std::vector<Allowance>& allowances) {
  std::vector<RegressionResult> out;
  for (const CommonArm& both : common_arms(before, after)) {
    for (const Allowance& allowance : allowances) {
      RegressionResult result;
      result.experiment = both.experiment;
      result.arm = both.arm;
      result.text = allowance.text;
      result.change =
          compare_metric(allowance.metric, both.before, before.facts, both.after, after.facts);
      result.regressed = judge_regression(allowance, result.change);
      out.push_back(std::move(result));
    }
  }
  return out;
}

}  // namespace gameday::verdict
