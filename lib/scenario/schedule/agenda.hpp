#pragma once
// What the scheduler does next: a list of scenario files, and what is due by some time of the wall
// clock. Pure; `now` is passed in and may jump (a laptop sleeps, a clock is set): a firing that is
// seen later than its start_deadline is skipped and never caught up.
//
// Whether a started run may really take place (windows, freezes, the lock) is decided in one place,
// by the run itself; here only what it can no longer, or need not, be asked.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenario/schedule/firings.hpp"

namespace gameday::schedule {

struct Entry {
  Options options;
  Duration length{};           // planned_length()
  std::vector<Duration> lead;  // told so long ahead
};

struct Deed {
  enum class Kind : std::uint8_t { announce, start, skip };
  Kind kind = Kind::start;
  std::string file;
  Firing firing;
  std::string why;  // skip: the reason; announce: why it will be skipped, if it will
  Duration lead{};  // announce
};

struct Coming {
  std::string file;
  Firing firing;
  std::string obstacle;  // empty: it will run
};

class Agenda {
 public:
  /// New or changed: firings after `since` count, of one that is known those it has not seen. Heals
  /// a file that was broken.
  void put(const std::string& file, Entry entry, WallTime since);
  /// It cannot be read any more: its last good times go on, each is skipped for this reason. A file
  /// that never was good is not known here.
  void broken(const std::string& file, std::string why);
  void remove(const std::string& file);
  /// A run of it goes on, or is over.
  void running(const std::string& file, bool goes_on);

  /// In order of time. Each firing and each announcement comes once.
  std::vector<Deed> due(WallTime now);
  /// Of all files the next ones after `now`, in order of time.
  std::vector<Coming> coming(WallTime now, std::size_t count) const;
  std::size_t size() const { return items_.size(); }

 private:
  struct Item {
    Entry entry;
    WallTime seen;       // what fires later is still to come
    WallTime wake;       // nothing is due before
    std::string broken;  // why
    bool running = false;
  };

  void add_firings(const std::string& file, const Item& item, WallTime now, std::vector<Deed>& to);
  void add_announcements(const std::string& file, const Item& item, WallTime now,
                         std::vector<Deed>& to);

  std::map<std::string, Item> items_;
};

/// Missed ones that are told one by one; the rest only as a number.
inline constexpr std::size_t most_missed = 10;

}  // namespace gameday::schedule
