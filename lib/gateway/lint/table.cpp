#include "gateway/lint/table.hpp"

#include <algorithm>

#include "gateway/lint/leg.hpp"
#include "policy/classify.hpp"

namespace gameday::gateway::lint {
namespace {

struct Group {
  const char* name;
  std::vector<FailureClass> classes;  // the worst of them is shown
};

const std::vector<Group>& groups() {
  using enum FailureClass;
  static const std::vector<Group> all = {
      {"429 with Retry-After", {rate_limited_hint}},
      {"429 without", {rate_limited}},
      {"500, 502, 503, 529", {server_error, bad_gateway, unavailable, overloaded}},
      {"504", {gateway_timeout}},
      {"401, 402, 404", {bad_key, payment, no_model}},
      {"400", {bad_request}},
      {"refused, reset", {refused, reset_before, error_in_200}},
      {"black hole", {black_hole}},
      {"silent", {silent_headers}},
      {"silent after headers", {silent_after_headers}},
      {"stall in the body", {stall}},
      {"slow drip", {slow_drip}},
      {"broken answer", {reset_in_body, truncated_json, html, cut_without_end}}};
  return all;
}

Course worst_of(const Options& options, const Group& group, Shape shape) {
  Course worst = worst_case(options, group.classes.front(), shape).outage;
  for (const FailureClass what : group.classes) {
    const Course one = worst_case(options, what, shape).outage;
    worst = std::pair(one.time, one.attempts) > std::pair(worst.time, worst.attempts) ? one : worst;
  }
  return worst;
}

bool same(const Course& one, const Course& other) {
  return one.time == other.time && one.attempts == other.attempts && one.words == other.words;
}

/// Whether each new request meets the failure anew, instead of keys that wait or are dead.
bool goes_on(const Options& options, FailureClass what, Shape shape) {
  const auto failure = failure_of(what, shape);
  const Retry& retry = provider_of(options, 0).retry;
  return !failure || policy::classify(*failure, {retry.on_timeout, retry.on_rate_limit}).key ==
                         policy::KeyEffect::none;
}

}  // namespace

std::vector<TableRow> table_of(const Options& options) {
  std::vector<TableRow> rows;
  for (const Group& group : groups()) {
    Course unary = worst_of(options, group, Shape::unary);
    Course streamed = worst_of(options, group, Shape::streamed);
    if (same(unary, streamed)) {
      rows.push_back({group.name, std::nullopt, std::move(unary)});
    } else {
      rows.push_back({group.name, Shape::unary, std::move(unary)});
      rows.push_back({group.name, Shape::streamed, std::move(streamed)});
    }
  }
  Course anything = worst_of_anything(options);
  anything.words = "any mixture of these, each as late as its limit allows";
  rows.push_back({"anything", std::nullopt, std::move(anything)});
  return rows;
}

Totals totals_of(const Options& options) {
  const Course anything = worst_of_anything(options);
  Totals totals{anything.time, anything.attempts, 0};
  for (const FailureClass what : failure_classes()) {
    for (const Shape shape : {Shape::unary, Shape::streamed}) {
      const Course one = worst_case(options, what, shape).outage;
      totals.worst_case = std::max(totals.worst_case, one.time);
      totals.attempts = std::max(totals.attempts, one.attempts);
      if (goes_on(options, what, shape)) {
        totals.amplification = std::max(totals.amplification, one.attempts);
      }
    }
  }
  return totals;
}

}  // namespace gameday::gateway::lint
