#include "faults/directory.hpp"

#include <algorithm>
#include <array>

#include "base/json_writer.hpp"
#include "faults/evidence.hpp"

namespace gameday::faults {
namespace {

struct Known {
  std::string_view id;
  std::string_view slug;
  std::string_view title;
};

// What the catalogue has besides; a row counts only until its slug can be injected.
constexpr std::array later = {
    Known{"F47", "stale-connection", "a kept connection that is closed at its next request"},
    Known{"F48", "tls-failure", "TLS closed, refused, garbled, with a bad certificate, or silent"},
    Known{"F49", "dns-failure", "the provider's name does not resolve, or late"},
    Known{"F52", "slow-request-read", "the request is read slowly, or not to its end"},
};

// … and what no single injection is.
constexpr std::array scenarios = {
    Known{"F54", "partial-outage", "one model on one key fails, all else is well"},
    Known{"F55", "retry-amplification", "retries of client, gateway and application multiply"},
    Known{"F56", "breaker-poison", "failures that are nobody's fault open a breaker"},
    Known{"F57", "no-mid-stream-rescue", "a stream that breaks after its first words"},
};

constexpr std::string_view not_yet = "this version cannot inject it yet";
constexpr std::string_view not_alone = "a scenario of its own, not a single injection";

std::vector<DirectoryEntry> all_entries() {
  std::vector<DirectoryEntry> all;
  const auto add = [&](const Known& known, std::string_view why_not) {
    const bool there = std::any_of(all.begin(), all.end(), [&](const DirectoryEntry& entry) {
      return entry.slug == known.slug;
    });
    if (!there) {
      all.push_back({known.id, known.slug, known.title, nullptr, why_not});
    }
  };
  for (const CatalogueEntry& entry : catalogue()) {
    all.push_back({entry.id, entry.slug, entry.title, &entry, {}});
  }
  for (const Known& known : later) {
    add(known, not_yet);
  }
  for (const Known& known : scenarios) {
    add(known, not_alone);
  }
  std::sort(all.begin(), all.end(), [](const DirectoryEntry& left, const DirectoryEntry& right) {
    return left.id.empty() == right.id.empty()
               ? std::pair(left.id, left.slug) < std::pair(right.id, right.slug)
               : right.id.empty();
  });
  return all;
}

Words slugs_that_are(std::string_view why_not) {
  Words slugs;
  for (const DirectoryEntry& entry : directory()) {
    if (entry.why_not == why_not) {
      slugs.push_back(entry.slug);
    }
  }
  return slugs;
}

void add_parameter(JsonWriter& json, const Parameter& parameter) {
  json.object().key("name").text(parameter.name).key("default");
  const auto otherwise = default_of(parameter);
  otherwise ? json.text(*otherwise) : json.null();
  const auto choices = choices_of(parameter);
  if (!choices.empty()) {
    json.key("choices").array();
    for (const std::string_view choice : choices) {
      json.text(choice);
    }
    json.end();
  }
  json.end();
}

void add_entry(JsonWriter& json, const DirectoryEntry& fault) {
  json.object().key("id").text(fault.id).key("slug").text(fault.slug);
  json.key("title").text(fault.title).key("parameters").array();
  if (fault.entry != nullptr) {
    for (const Parameter& parameter : fault.entry->parameters) {
      add_parameter(json, parameter);
    }
  }
  json.end().key("example").text(example_of(fault));
  json.key("evidence").text(evidence_of(fault.id));
  json.key("available").boolean(fault.entry != nullptr);
  if (fault.entry == nullptr) {
    json.key("why_not").text(fault.why_not);
  }
  json.end();
}

}  // namespace

const std::vector<DirectoryEntry>& directory() {
  static const std::vector<DirectoryEntry> entries = all_entries();
  return entries;
}

const Words& later_slugs() {
  static const Words slugs = slugs_that_are(not_yet);
  return slugs;
}

const Words& scenario_slugs() {
  static const Words slugs = slugs_that_are(not_alone);
  return slugs;
}

std::optional<std::string_view> default_of(const Parameter& parameter) {
  const std::string_view first = parameter.values.substr(0, parameter.values.find(" / "));
  return first == "–" || first == "none" ? std::nullopt : std::optional(first);
}

std::vector<std::string_view> choices_of(const Parameter& parameter) {
  std::vector<std::string_view> choices;
  std::string_view rest = parameter.values;
  while (!rest.empty()) {
    const std::size_t bar = rest.find(" / ");
    const std::string_view one = rest.substr(0, bar);
    if (one != "–") {
      choices.push_back(one);
    }
    rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 3);
  }
  return choices.size() > 1 ? choices : std::vector<std::string_view>{};
}

std::string example_of(const DirectoryEntry& fault) {
  if (fault.entry == nullptr) {
    return {};
  }
  const bool of_clients = fault.slug == "client-gone";
  std::string text = of_clients ? "{into: clients" : "{into: openai";
  return text.append(", fault: ").append(fault.slug).append("}");
}

std::string directory_json() {
  std::string text;
  JsonWriter json(text);
  json.array();
  for (const DirectoryEntry& fault : directory()) {
    add_entry(json, fault);
  }
  json.end();
  return text;
}

}  // namespace gameday::faults
