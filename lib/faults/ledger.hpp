#pragma once
// What became of each injection, and its counters, by its name. It outlives every plan: a plan is
// swapped at the ends of windows, the audit and the counting go on. Single thread: that of the
// fault proxy.
//
// seen >= matched = injected + bypassed + open, after every call.

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "faults/cells.hpp"

namespace gameday::faults {

struct Counts {
  std::uint64_t seen = 0;                         // attempts that reached it in list order
  std::uint64_t matched = 0;                      // that it chose
  std::uint64_t injected = 0;                     // on which at least one effect happened
  std::uint64_t open = 0;                         // chosen, nothing has happened yet
  std::map<std::string, std::uint64_t> bypassed;  // by reason
  bool connections = false;  // the counts above are of connections, not of attempts
  Duration shut{};  // how long the port was shut; the counts are of connections that this ended
  bool operator==(const Counts&) const = default;
};

class FaultLedger {
 public:
  /// By an attempt, or a connection, before there is one on it.
  void seen(std::string_view name, bool connection = false);
  /// The attempt is open from now on, until injected() or bypassed() is told once. Returns how many
  /// were matched before it.
  std::uint64_t matched(std::string_view name);
  void injected(std::string_view name);
  void bypassed(std::string_view name, std::string_view reason);
  /// A port was shut, which ended so many connections: all that can be seen of it from inside …
  void shuts(std::string_view name, std::uint64_t connections);
  /// … and is open again after that time.
  void opens(std::string_view name, Duration after);

  /// It counts from the beginning again; what is open stays open until that is told.
  void forget(std::string_view name);

  const std::map<std::string, Counts, std::less<>>& by_name() const { return counts_; }
  /// Where this injection counts attempts (`first`, `every`, `sequence`, `above_rate`).
  Cells& cells(std::string_view name);

 private:
  Counts& of(std::string_view name);
  Counts& closing(std::string_view name);
  void sweep(std::string_view name);
  std::map<std::string, Counts, std::less<>> counts_;
  std::map<std::string, Cells, std::less<>> cells_;
  std::set<std::string, std::less<>> forgotten_;  // with attempts that are open
};

}  // namespace gameday::faults
