#include "faults/directory.hpp"

#include <algorithm>
#include <array>

#include "base/json_writer.hpp"
#include "faults/evidence.hpp"
#include "faults/parameter_type.hpp"

namespace gameday::faults {
namespace {

struct Known {
  std::string_view id;
  std::string_view slug;
  std::string_view title;
  std::string_view scenario;
};

// What the catalogue has besides: what no single injection is.
constexpr std::array scenarios = {
    Known{"F54", "partial-outage", "one model on one key fails, all else is well",
          "scenarios/catalogue/partial-outage.yaml"},
    Known{"F55", "retry-amplification", "retries of client, gateway and application multiply",
          "scenarios/catalogue/retry-amplification.yaml"},
    Known{"F56", "breaker-poison", "failures that are nobody's fault open a breaker",
          "scenarios/catalogue/breaker-poison.yaml"},
    Known{"F57", "no-mid-stream-rescue", "a stream that breaks after its first words",
          "scenarios/catalogue/no-mid-stream-rescue.yaml"},
};

constexpr std::string_view not_alone = "a scenario of its own, not a single injection";

std::vector<DirectoryEntry> all_entries() {
  std::vector<DirectoryEntry> all;
  for (const CatalogueEntry& entry : catalogue()) {
    all.push_back({entry.id, entry.slug, entry.title, &entry, {}, {}});
  }
  for (const Known& known : scenarios) {
    all.push_back({known.id, known.slug, known.title, nullptr, not_alone, known.scenario});
  }
  std::sort(all.begin(), all.end(), [](const DirectoryEntry& left, const DirectoryEntry& right) {
    return left.id.empty() == right.id.empty()
               ? std::pair(left.id, left.slug) < std::pair(right.id, right.slug)
               : right.id.empty();
  });
  return all;
}

Words slugs_of_scenarios() {
  Words slugs;
  for (const Known& known : scenarios) {
    slugs.push_back(known.slug);
  }
  return slugs;
}

void add_entry(JsonWriter& json, const DirectoryEntry& fault) {
  json.object().key("id").text(fault.id).key("slug").text(fault.slug);
  json.key("title").text(fault.title).key("parameters").array();
  if (fault.entry != nullptr) {
    for (const Parameter& parameter : fault.entry->parameters) {
      write_parameter(json, parameter);
    }
  }
  json.end().key("example").text(example_of(fault));
  json.key("evidence").text(evidence_of(fault.id));
  json.key("available").boolean(fault.entry != nullptr);
  if (fault.entry == nullptr) {
    json.key("why_not").text(fault.why_not);
  }
  if (!fault.scenario.empty()) {
    json.key("scenario").text(fault.scenario);
  }
  json.end();
}

}  // namespace

const std::vector<DirectoryEntry>& directory() {
  static const std::vector<DirectoryEntry> entries = all_entries();
  return entries;
}

const Words& scenario_slugs() {
  static const Words slugs = slugs_of_scenarios();
  return slugs;
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
