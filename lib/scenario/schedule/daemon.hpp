#pragma once
// `gameday schedule`: keeps a folder of scenario files, starts what is due, and says what comes
// next.
//
// It looks at the wall clock every second instead of sleeping until the next firing: clocks are
// set, laptops sleep, files change. What it needs of the world around it are the three small
// interfaces below, so that a test can play a year of it on a virtual clock. Runs on one world.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rt/world.hpp"
#include "scenario/schedule/agenda.hpp"

namespace gameday::schedule {

/// A file as it stands there; `stamp` changes with its content.
struct Seen {
  std::string file;
  std::string stamp;
};

/// A file that has been read and checked.
struct Checked {
  std::optional<Entry> entry;  // none: it is not valid
  std::string problem;         // then: one line
};

class Files {
 public:
  virtual ~Files() = default;
  virtual std::vector<Seen> look() = 0;
  virtual Checked read(const std::string& file) = 0;
  /// Until when its firings were dealt with, by a daemon before this one; none: not known.
  virtual std::optional<WallTime> dealt_with(const std::string& file) = 0;
  virtual void deal_with(const std::string& file, WallTime until) = 0;
};

struct EndedRun {
  std::string file;
  std::string how;  // `exit code 0`
};

class Runs {
 public:
  virtual ~Runs() = default;
  /// Empty, or why it could not be started.
  virtual std::string start(const std::string& file) = 0;
  /// Those that have ended since it was asked last.
  virtual std::vector<EndedRun> ended() = 0;
  /// All are told to heal and to end.
  virtual void stop() = 0;
};

class Voice {
 public:
  virtual ~Voice() = default;
  /// A line of the log.
  virtual void say(const std::string& line) = 0;
  /// Whoever wants to know: hooks, and the audit log for what is skipped. Never of a start, nor of
  /// an announcement of what will be skipped.
  virtual void tell(const Deed& deed) = 0;
};

inline constexpr Duration look_every = 1s;
/// How old `dealt_with` may be after a crash: a firing younger than that is not told as missed.
inline constexpr Duration note_every = 1min;
/// For runs that were told to end: healing, open requests, the partial report.
inline constexpr Duration end_within = 3min;

class Daemon {
 public:
  Daemon(rt::World& world, Files& files, Runs& runs, Voice& voice)
      : world_(world), files_(files), runs_(runs), voice_(voice) {}

  /// Until `stop`; then runs are told to end and waited for.
  rt::awaitable<void> keep(const rt::Stop& stop);

 private:
  void look_at_files(WallTime now);
  void read(const std::string& file, WallTime now);
  void forget_missing(const std::vector<Seen>& seen);
  void collect();
  void act(WallTime now);
  void carry_out(const Deed& deed);
  void note(WallTime now);
  void say_what_comes(WallTime now);
  rt::awaitable<void> wind_up();

  rt::World& world_;
  Files& files_;
  Runs& runs_;
  Voice& voice_;
  Agenda agenda_;
  std::map<std::string, std::string> stamps_;
  std::map<std::string, Zone> zones_;  // of the files that are or were good
  std::size_t going_on_ = 0;
  std::optional<WallTime> noted_;
  bool changed_ = true;  // since it was said what comes
};

}  // namespace gameday::schedule
