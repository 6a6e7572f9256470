#include "control/fault_body.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/map_reader.hpp"
#include "control/limits.hpp"
#include "http/message.hpp"
#include "syntax/json.hpp"

namespace gameday::control {
namespace {

/// A map, or null.
Value map_at(MapReader& fields, std::string_view key) {
  const Value* const value = fields.take(key);
  if (value == nullptr || value->kind == Value::Kind::null) {
    return {};
  }
  if (value->kind != Value::Kind::map) {
    fields.error(key, fmt::format("is an object; here stands {}", kind_words(*value)));
    return {};
  }
  return *value;
}

std::optional<std::string> name_at(MapReader& fields, std::string_view key) {
  auto text = fields.has(key) && fields.find(key)->kind == Value::Kind::null
                  ? (fields.take(key), std::nullopt)
                  : fields.text(key);
  if (text && text->size() > longest_name) {
    fields.error(key, fmt::format("is longer than {} bytes", longest_name));
    return std::nullopt;
  }
  return text;
}

FaultBody fault_of(const Value& value, const std::string& path, Problems& problems) {
  FaultBody body;
  MapReader fields(value, path, "a fault", problems);
  if (!fields.is_map()) {
    return body;
  }
  body.name = name_at(fields, "name");
  body.type = name_at(fields, "type");
  body.attributes = map_at(fields, "attributes");
  body.match = map_at(fields, "match");
  body.enabled = fields.boolean("enabled");
  const auto lease = fields.count("lease_ms", 0, static_cast<std::uint64_t>(longest_lease / 1ms));
  body.lease =
      lease ? std::optional<Duration>(static_cast<std::int64_t>(*lease) * 1ms) : std::nullopt;
  body.position = fields.count("position", 0, most_faults);
  if (fields.take("toxicity") != nullptr) {
    fields.error("toxicity", R"(is a toxic's; of a fault write "match": {"share": "50%"})");
  }
  for (const std::string_view of_scenarios : {"into", "at", "for"}) {
    if (fields.take(of_scenarios) != nullptr) {
      fields.error(
          of_scenarios,
          "is a scenario's; here a fault is on until it is deleted or its lease_ms is over");
    }
  }
  fields.take("counts");  // as it was answered
  fields.finish();
  return body;
}

const Value* field_of(const Value& proxy, std::string_view name) {
  const auto at = std::ranges::find_if(proxy.members, [&](const Member& member) {
    return http::same_name(member.key, name);  // the names of a proxy's fields match in any case
  });
  return at == proxy.members.end() ? nullptr : &at->value;
}

std::vector<FaultBody> faults_of(const Value& proxy, const std::string& path, Problems& problems) {
  std::vector<FaultBody> faults;
  const Value* const list = field_of(proxy, "faults");
  if (list == nullptr || list->kind == Value::Kind::null) {
    return faults;
  }
  if (list->kind != Value::Kind::list) {
    problems.error(list->place, path, fmt::format("is a list; here stands {}", kind_words(*list)));
    return faults;
  }
  if (list->items.size() > most_faults) {
    problems.error(
        list->place, path,
        fmt::format("has {} elements; the most are {}", list->items.size(), most_faults));
    return faults;
  }
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    faults.push_back(fault_of(list->items[i], fmt::format("{}[{}]", path, i), problems));
  }
  return faults;
}

}  // namespace

ApiError bad_fault(const std::vector<Problem>& problems) {
  constexpr std::size_t shown = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(problems.size(), shown); ++i) {
    const Problem& problem = problems[i];
    text += text.empty() ? "" : "; ";
    text += problem.path.empty() ? "" : problem.path + ": ";
    text += problem.what;
    if (problem.place.line > 0) {
      text += fmt::format(" ({}:{})", problem.place.line, problem.place.column);
    }
  }
  if (problems.size() > shown) {
    text += fmt::format("; and {} more", problems.size() - shown);
  }
  return bad_body(text);
}

answer<FaultBody> read_fault(std::string_view body) {
  Problems problems("body");
  const std::optional<Value> root = syntax::parse_json(body, problems);
  FaultBody fault;
  if (root) {
    fault = fault_of(*root, "", problems);
  }
  if (problems.any_error()) {
    return bad_fault(problems.list());
  }
  return fault;
}

answer<std::vector<std::vector<FaultBody>>> read_faults_of_proxies(std::string_view body) {
  Problems problems("body");
  const std::optional<Value> root = syntax::parse_json(body, problems);
  std::vector<std::vector<FaultBody>> all;
  if (root && root->kind == Value::Kind::list) {  // as /populate has it
    for (std::size_t i = 0; i < root->items.size(); ++i) {
      all.push_back(faults_of(root->items[i], fmt::format("[{}].faults", i), problems));
    }
  } else if (root) {
    all.push_back(faults_of(*root, "faults", problems));
  }
  if (problems.any_error()) {
    return bad_fault(problems.list());
  }
  return all;
}

}  // namespace gameday::control
