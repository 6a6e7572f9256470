#include "scenario/schedule/daemon.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gameday::schedule {
namespace {

constexpr std::size_t told_ahead = 3;  // of the log's lines about what comes next

}  // namespace

rt::awaitable<void> Daemon::keep(const rt::Stop& stop) {
  while (!stop.requested()) {
    const WallTime now = world_.clock.wall();
    collect();
    look_at_files(now);
    act(now);
    note(now);
    say_what_comes(now);
    const rt::Bound until_next{world_.now() + look_every, rt::Limit::none, &stop};
    co_await rt::sleep(world_, until_next);
  }
  co_await wind_up();
}

rt::awaitable<void> Daemon::wind_up() {
  if (going_on_ > 0) {
    voice_.say(fmt::format("stopping: {} game day{} told to heal and end", going_on_,
                           going_on_ == 1 ? " is" : "s are"));
    runs_.stop();
  }
  const TimePoint latest = world_.now() + end_within;
  while (going_on_ > 0 && world_.now() < latest) {
    const rt::Bound until_next{world_.now() + look_every, rt::Limit::none, nullptr};
    co_await rt::sleep(world_, until_next);
    collect();
  }
  note(world_.clock.wall());
  voice_.say(going_on_ == 0 ? "stopped"
                            : fmt::format("stopped; {} did not end in time", going_on_));
}

void Daemon::look_at_files(WallTime now) {
  const std::vector<Seen> seen = files_.look();
  forget_missing(seen);
  for (const Seen& one : seen) {
    const auto [known, is_new] = stamps_.try_emplace(one.file, one.stamp);
    if (is_new || known->second != one.stamp) {
      known->second = one.stamp;
      changed_ = true;
      read(one.file, now);
    }
  }
}

void Daemon::forget_missing(const std::vector<Seen>& seen) {
  std::erase_if(stamps_, [&](const auto& known) {
    const bool gone = std::none_of(seen.begin(), seen.end(),
                                   [&](const Seen& one) { return one.file == known.first; });
    if (gone) {
      changed_ = true;
      agenda_.remove(known.first);
      zones_.erase(known.first);
      voice_.say(known.first + ": gone; nothing is started from it any more");
    }
    return gone;
  });
}

void Daemon::read(const std::string& file, WallTime now) {
  Checked checked = files_.read(file);
  if (!checked.entry) {
    const bool was_good = zones_.contains(file);
    agenda_.broken(file, "the file is not valid: " + checked.problem);
    voice_.say(fmt::format("{}: not valid, {}: {}", file,
                           was_good ? "its runs are skipped until it is mended" : "left out",
                           checked.problem));
    return;
  }
  const bool known = zones_.contains(file);
  if (!checked.entry->options.cron) {
    agenda_.remove(file);
    voice_.say(file + ": has no schedule.cron; nothing is started from it");
    return;
  }
  // What an earlier daemon left undone is told as missed; a clock set back must not hide the
  // future.
  const auto before = known ? std::nullopt : files_.dealt_with(file);
  zones_[file] = checked.entry->options.zone;
  voice_.say(fmt::format("{}: {}; \"{}\" in {}", file, known ? "read again" : "found",
                         checked.entry->options.cron->text, checked.entry->options.zone.name()));
  agenda_.put(file, *std::move(checked.entry), std::min(before.value_or(now), now));
}

void Daemon::collect() {
  for (const EndedRun& run : runs_.ended()) {
    --going_on_;
    agenda_.running(run.file, false);
    voice_.say(fmt::format("{}: ended, {}", run.file, run.how));
  }
}

void Daemon::act(WallTime now) {
  for (const Deed& deed : agenda_.due(now)) {
    carry_out(deed);
    changed_ = true;
    files_.deal_with(deed.file, now);
  }
}

void Daemon::carry_out(const Deed& deed) {
  const std::string when = local_words(zones_[deed.file], deed.firing.at);
  if (deed.kind == Deed::Kind::announce) {
    voice_.say(deed.why.empty()
                   ? fmt::format("{}: will run at {}", deed.file, when)
                   : fmt::format("{}: {} will be skipped: {}", deed.file, when, deed.why));
    if (deed.why.empty()) {  // whom it concerns hears that it was skipped, at its time
      voice_.tell(deed);
    }
    return;
  }
  Deed done = deed;
  if (deed.kind == Deed::Kind::start) {
    const std::string problem = runs_.start(deed.file);
    if (problem.empty()) {
      ++going_on_;
      agenda_.running(deed.file, true);
      voice_.say(fmt::format("{}: started, due {}", deed.file, when));
      return;
    }
    done.kind = Deed::Kind::skip;
    done.why = "it could not be started: " + problem;
  }
  voice_.say(fmt::format("{}: skipped {}: {}", deed.file, when, done.why));
  voice_.tell(done);
}

void Daemon::note(WallTime now) {
  if (noted_ && now - *noted_ < note_every && now >= *noted_) {
    return;
  }
  noted_ = now;
  for (const auto& [file, zone] : zones_) {
    files_.deal_with(file, now);
  }
}

void Daemon::say_what_comes(WallTime now) {
  if (!changed_) {
    return;
  }
  changed_ = false;
  std::string lines;
  for (const Coming& one : agenda_.coming(now, told_ahead)) {
    lines += fmt::format("{}next: {}  {}{}", lines.empty() ? "" : "\n",
                         local_words(zones_[one.file], one.firing.at), one.file,
                         one.obstacle.empty() ? "" : "  would be skipped: " + one.obstacle);
  }
  if (lines.empty()) {
    lines = "next: nothing; waiting for files with a schedule.cron";
  }
  voice_.say(lines);
}

}  // namespace gameday::schedule
