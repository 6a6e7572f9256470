#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

constexpr Duration least_time = 100ms;  // a round trip and the first of a model's thoughts
constexpr Duration least_dial = 5ms;    // one within a data centre
constexpr Duration least_wait = 10ms;   // shorter, a backoff is none

struct Value {
  Setting setting;
  const char* name;
  Duration time;
  Duration least;
};

/// Bifrost's timeouts are in seconds; only its backoff is not.
std::vector<Value> values_of(const Provider& provider, Form form) {
  const Timeouts& timeouts = provider.timeouts;
  const Retry& retry = provider.retry;
  std::vector<Value> values;
  if (form != Form::bifrost) {
    values = {{Setting::connect, "connect", timeouts.connect, least_dial},
              {Setting::headers, "headers", timeouts.headers, least_time},
              {Setting::unary_headers, "unary_headers", timeouts.unary_headers, least_time},
              {Setting::first_token, "first_token", timeouts.first_token, least_time},
              {Setting::idle, "idle", timeouts.idle, least_time},
              {Setting::attempt, "attempt", timeouts.attempt, least_time}};
  }
  if (retry.max > 0) {
    values.push_back({Setting::retry_ceiling,
                      form == Form::bifrost ? "retry_backoff_max" : "max_ms", retry.ceiling,
                      least_wait});
  }
  return values;
}

/// Zero says "none" by name, and is another rule's matter.
bool is_tiny(Duration time, Duration least) {
  return time > Duration::zero() && time < least;
}

void add(std::vector<KeyPath> where, std::string subject, const char* name, Duration time,
         const std::string& text, std::vector<Finding>& findings) {
  Finding finding;
  finding.severity = Severity::error;
  finding.where = std::move(where);
  finding.subject = std::move(subject);
  finding.what = fmt::format("{} is {}: were seconds meant?", name, spoken(time));
  finding.fix = fmt::format("Write {}.", text);
  findings.push_back(std::move(finding));
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (options.form != Form::bifrost && options.deadline && is_tiny(*options.deadline, least_time)) {
    add(where_deadline(options), "", "deadline_ms", *options.deadline,
        fmt::format("\"deadline_ms\": {}", *options.deadline / 1ms * 1000), findings);
  }
  for (const Provider* provider : asked(options)) {
    for (const Value& value : values_of(*provider, options.form)) {
      if (is_tiny(value.time, value.least)) {
        add(where(options, provider->name, value.setting), provider->name, value.name, value.time,
            pasted(options, value.setting, std::to_string(value.time / 1ms * 1000)), findings);
      }
    }
  }
}

}  // namespace

Rule seconds_for_milliseconds() {
  return {"seconds-for-milliseconds",
          "a number of seconds where milliseconds are meant",
          "\"timeouts_ms\": {\"headers\": 30} is thirty milliseconds: every call fails, at once, "
          "with a timeout that looks like the provider's fault. Below a tenth of a second no "
          "LLM provider answers.",
          R"({"timeouts_ms": {"unary_headers": 30}})",
          R"({"timeouts_ms": {"unary_headers": 30000}})",
          look};
}

}  // namespace gameday::gateway::lint
