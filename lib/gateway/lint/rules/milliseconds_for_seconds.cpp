#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

constexpr Duration most_seconds = 1000s;  // in a field of seconds: a quarter of an hour and more
constexpr Duration most_time = 1h;        // in a field of milliseconds

struct Value {
  Setting setting;
  Duration time;
};

std::vector<Value> values_of(const Provider& provider) {
  const Timeouts& timeouts = provider.timeouts;
  return {{Setting::unary_headers, timeouts.unary_headers},
          {Setting::idle, timeouts.idle},
          {Setting::attempt, try_limit(timeouts, Shape::unary)}};
}

void add(std::vector<KeyPath> where, std::string subject, Duration time, const std::string& text,
         std::vector<Finding>& findings) {
  Finding finding;
  finding.severity = Severity::error;
  finding.where = std::move(where);
  finding.subject = std::move(subject);
  finding.what = fmt::format("{} is no limit: was a thousandth of it meant?", spoken(time));
  finding.fix = fmt::format("Write {}.", text);
  findings.push_back(std::move(finding));
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const Duration most = options.form == Form::bifrost ? most_seconds : most_time;
  if (options.form != Form::bifrost && options.deadline && *options.deadline >= most) {
    add(where_deadline(options), "", *options.deadline,
        fmt::format("\"deadline_ms\": {}", *options.deadline / 1000 / 1ms), findings);
  }
  for (const Provider* provider : asked(options)) {
    for (const Value& value : values_of(*provider)) {
      if (value.time >= most && value.time != forever) {
        add(where(options, provider->name, value.setting), provider->name, value.time,
            pasted(options, value.setting, time_value(options, value.time / 1000)), findings);
      }
    }
  }
}

}  // namespace

Rule milliseconds_for_seconds() {
  return {"milliseconds-for-seconds",
          "a number of milliseconds where seconds are meant",
          "Bifrost counts timeouts in seconds and backoff in milliseconds; LiteLLM counts "
          "seconds, we count milliseconds. 30000 in a field of seconds is eight hours: the "
          "limit is there and never ends anything.",
          R"({"network_config": {"default_request_timeout_in_seconds": 30000}})",
          R"({"network_config": {"default_request_timeout_in_seconds": 30}})",
          look};
}

}  // namespace gameday::gateway::lint
