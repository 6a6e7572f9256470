#pragma once
// What was tried for one request, in order. It is told to the client, the metrics and the dice;
// the key ring asks it which keys have had their turn.
//
// Names point into the gateway's options, which outlive every request. Single thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/failure.hpp"

namespace gameday::policy {

struct TrailEntry {
  std::string_view provider;
  std::string_view key;
  std::uint16_t target = 0;
  std::uint16_t key_index = 0;
  TimePoint started{};
  std::optional<TimePoint> answered;  // when the answer began: a stream's first content
  TimePoint ended{};
  bool open = true;
  bool ok = false;
  bool hedge = false;  // began beside another target's
  bool lost = false;   // … or against one: cancelled because the other has answered
  bool stale = false;  // a pooled connection that was dead already; sent again free of charge
  int status = 0;
  FailureKind kind = FailureKind::internal;  // when not ok

  /// Nobody was asked.
  bool refused() const { return is_refusal(kind); }
};

class Trail {
 public:
  /// Returns the entry's ordinal.
  std::uint16_t begin(std::string_view provider, std::string_view key, const Try& attempt,
                      TimePoint now);
  /// The answer has begun; how it ends is told later.
  void answered(std::uint16_t ordinal, int status, TimePoint now);
  void succeeded(std::uint16_t ordinal, TimePoint now);
  /// An answer broke off; its status stays.
  void broke(std::uint16_t ordinal, FailureKind why, TimePoint now);
  void failed(std::uint16_t ordinal, const Failure& failure, TimePoint now);
  /// Why it was cancelled, before or after it is told so.
  void lost_hedge(std::uint16_t ordinal) { entries_[ordinal].lost = true; }
  /// The try so far was on a stale connection and starts once more: two entries from here on.
  void replayed(std::uint16_t ordinal, TimePoint now);

  /// It was asked; a refusal is no try.
  bool tried(std::uint16_t target, std::uint16_t key) const;
  const std::vector<TrailEntry>& entries() const { return entries_; }

 private:
  std::vector<TrailEntry> entries_;
};

/// `openai/a:429:212ms, openai/b:headers_timeout:4000ms, anthropic/a:200:1480ms`. An answer that
/// still runs shows its status and the time to its beginning.
std::string to_text(const Trail& trail);

}  // namespace gameday::policy
