#include "policy/trail.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <tuple>

#include <fmt/format.h>

#include "base/assert.hpp"

namespace gameday::policy {

namespace {

void close(TrailEntry& entry, TimePoint now) {
  DCHECK(entry.open, "a try ends once");
  entry.ended = now;
  entry.open = false;
}

void append(std::string& out, const TrailEntry& entry) {
  fmt::format_to(std::back_inserter(out), "{}{}/{}:", out.empty() ? "" : ", ", entry.provider,
                 entry.key);
  if (entry.open && !entry.answered) {
    out += "open";
    return;
  }
  if (entry.stale) {
    out += "stale";
  } else if (entry.lost) {
    out += "lost_hedge";
  } else if (entry.open || entry.ok || entry.kind == FailureKind::status) {
    out += std::to_string(entry.status);
  } else {
    out += to_text(entry.kind);
  }
  const TimePoint until = entry.open ? *entry.answered : entry.ended;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(until - entry.started);
  fmt::format_to(std::back_inserter(out), ":{}ms", took.count());
}

}  // namespace

std::uint16_t Trail::begin(std::string_view provider, std::string_view key, const Try& attempt,
                           TimePoint now) {
  TrailEntry entry;
  entry.provider = provider;
  entry.key = key;
  entry.target = attempt.target;
  entry.key_index = attempt.key;
  entry.hedge = attempt.hedge;
  entry.started = now;
  entries_.push_back(entry);
  return static_cast<std::uint16_t>(entries_.size() - 1);
}

void Trail::answered(std::uint16_t ordinal, int status, TimePoint now) {
  TrailEntry& entry = entries_[ordinal];
  entry.answered = now;
  entry.status = status;
}

void Trail::succeeded(std::uint16_t ordinal, TimePoint now) {
  TrailEntry& entry = entries_[ordinal];
  close(entry, now);
  entry.ok = true;
}

void Trail::broke(std::uint16_t ordinal, FailureKind why, TimePoint now) {
  TrailEntry& entry = entries_[ordinal];
  close(entry, now);
  entry.kind = why;
}

void Trail::failed(std::uint16_t ordinal, const Failure& failure, TimePoint now) {
  TrailEntry& entry = entries_[ordinal];
  close(entry, now);
  entry.status = failure.status;
  entry.kind = failure.kind;
}

void Trail::replayed(std::uint16_t ordinal, TimePoint now) {
  TrailEntry stale = entries_[ordinal];
  close(stale, now);
  stale.stale = true;
  stale.kind = FailureKind::reset;
  entries_[ordinal].started = now;
  entries_.push_back(stale);  // at the end: ordinals of running tries must not move
}

bool Trail::tried(std::uint16_t target, std::uint16_t key) const {
  return std::any_of(entries_.begin(), entries_.end(), [&](const TrailEntry& entry) {
    return entry.target == target && entry.key_index == key && !entry.refused();
  });
}

std::string to_text(const Trail& trail) {
  std::string out;
  if (trail.entries().size() == 1) {  // as nearly always
    append(out, trail.entries().front());
    return out;
  }
  std::vector<TrailEntry> entries = trail.entries();
  std::stable_sort(
      entries.begin(), entries.end(), [](const TrailEntry& left, const TrailEntry& right) {
        return std::tuple(left.started, !left.stale) < std::tuple(right.started, !right.stale);
      });
  for (const TrailEntry& entry : entries) {
    append(out, entry);
  }
  return out;
}

}  // namespace gameday::policy
