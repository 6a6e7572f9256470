#include "control/write_fault.hpp"

#include "base/json_writer.hpp"
#include "faults/json_text.hpp"

namespace gameday::control {
namespace {

std::string text_of(Value map) {
  map.kind = Value::Kind::map;  // absent is empty
  return faults::json_text(map);
}

void add_counts(JsonWriter& json, const faults::FaultLedger& ledger, const std::string& name) {
  const auto found = ledger.by_name().find(name);
  const faults::Counts counts = found == ledger.by_name().end() ? faults::Counts() : found->second;
  json.key("counts").object();
  json.key("seen").number(counts.seen);
  json.key("matched").number(counts.matched);
  json.key("injected").number(counts.injected);
  json.key("open").number(counts.open);
  json.key("bypassed").object();
  for (const auto& [reason, count] : counts.bypassed) {
    json.key(reason).number(count);
  }
  json.end().end();
}

}  // namespace

std::string write_fault(const FaultSpec& fault, const faults::FaultLedger& ledger) {
  std::string text;
  JsonWriter json(text);
  json.object();
  json.key("name").text(fault.name);
  json.key("type").text(fault.type);
  json.key("attributes").raw(text_of(fault.shown));
  json.key("match").raw(text_of(fault.match));
  json.key("enabled").boolean(fault.enabled);
  if (fault.lease.length) {
    json.key("lease_ms").number(std::int64_t{*fault.lease.length / 1ms});
  }
  add_counts(json, ledger, fault.name);
  json.end();
  return text;
}

std::string write_faults(const RunningProxy& proxy) {
  std::string text;
  JsonWriter json(text);
  json.array();
  for (const FaultSpec& fault : proxy.faults().all()) {
    json.raw(write_fault(fault, proxy.ledger()));
  }
  json.end();
  return text;
}

}  // namespace gameday::control
