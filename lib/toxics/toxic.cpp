#include "toxics/toxic.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "toxics/line.hpp"

namespace gameday::toxics {
namespace {

constexpr std::int64_t most_ms = 10LL * 366 * 24 * 3600 * 1000;  // ten years: as good as for ever
constexpr std::int64_t most_us = 1'000'000'000;
constexpr std::int64_t most_rate = 1'000'000'000;  // a terabyte a second
constexpr std::int64_t most_bytes = 1'000'000'000'000'000'000;

}  // namespace

const std::vector<KindInfo>& kinds() {
  static const std::vector<KindInfo> all = {
      {Kind::noop, "noop", {}},
      {Kind::latency, "latency", {{"latency", "ms", 0, most_ms}, {"jitter", "ms", 0, most_ms}}},
      {Kind::bandwidth, "bandwidth", {{"rate", "KB/s", 0, most_rate}, {"shared", "", 0, 1, true}}},
      {Kind::slow_close, "slow_close", {{"delay", "ms", 0, most_ms}}},
      {Kind::timeout, "timeout", {{"timeout", "ms", 0, most_ms}}},
      {Kind::reset_peer, "reset_peer", {{"timeout", "ms", 0, most_ms}}},
      {Kind::slicer,
       "slicer",
       {{"average_size", "bytes", 1, most_bytes},
        {"size_variation", "bytes", 0, most_bytes},
        {"delay", "us", 0, most_us}}},
      {Kind::limit_data, "limit_data", {{"bytes", "bytes", 0, most_bytes}}},
      {Kind::cut_after, "cut_after", {{"time", "ms", 0, most_ms}}},
      {Kind::freeze_after, "freeze_after", {{"time", "ms", 0, most_ms}}},
      {Kind::slow_open, "slow_open", {{"delay", "ms", 0, most_ms}}}};
  return all;
}

const KindInfo& info_of(Kind kind) {
  const KindInfo& info = kinds().at(static_cast<std::size_t>(kind));
  CHECK(info.kind == kind, "the table has the order of the enumeration");
  return info;
}

const KindInfo* find_kind(std::string_view name) {
  const auto at = std::ranges::find(kinds(), name, &KindInfo::name);
  return at == kinds().end() ? nullptr : &*at;
}

void renew(Toxic& toxic, std::uint64_t revision) {
  toxic.revision = revision;
  const bool shares = toxic.kind == Kind::bandwidth && toxic.values[1] != 0;
  toxic.line = shares ? std::make_shared<Line>() : nullptr;
}

std::optional<std::string> problem_of(const Toxic& toxic) {
  const KindInfo& info = info_of(toxic.kind);
  for (std::size_t i = 0; i < info.attributes.size(); ++i) {
    const Attribute& attribute = info.attributes[i];
    const std::int64_t value = toxic.values[i];
    const std::string unit = attribute.unit.empty() ? "" : fmt::format(" {}", attribute.unit);
    if (value < attribute.least) {
      return fmt::format("{}.{} is {}; it must be at least {}{}", info.name, attribute.name, value,
                         attribute.least, unit);
    }
    if (value > attribute.most) {
      return fmt::format("{}.{} is {}; it must be at most {}{}", info.name, attribute.name, value,
                         attribute.most, unit);
    }
  }
  if (toxic.kind == Kind::slicer && toxic.values[1] > toxic.values[0]) {
    return fmt::format("slicer.size_variation is {}; it must be at most average_size, {}",
                       toxic.values[1], toxic.values[0]);
  }
  if (!(toxic.toxicity >= 0 && toxic.toxicity <= 1)) {  // so that a NaN is none either
    return fmt::format("toxicity is {}; it must be from 0 to 1", toxic.toxicity);
  }
  return std::nullopt;
}

}  // namespace gameday::toxics
