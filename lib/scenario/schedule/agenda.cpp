#include "scenario/schedule/agenda.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "scenario/schedule/obstacle.hpp"

namespace gameday::schedule {
namespace {

constexpr Duration instant = 1ns;  // (from, to] as [from + instant, to]

// Walking through the firings of a year of every minute takes a second; nobody reads them.
constexpr std::size_t most_firings = 10'000;

std::vector<Firing> firings_within(const Options& options, WallTime after, WallTime to) {
  std::vector<Firing> list;
  if (!options.cron) {
    return list;
  }
  Firings firings(*options.cron, options.zone, after + instant);
  for (auto one = firings.next(); one && one->at <= to && list.size() < most_firings;
       one = firings.next()) {
    list.push_back(*one);
  }
  return list;
}

/// When the first firing or announcement after `seen` is due.
WallTime wake_after(const Entry& entry, WallTime seen) {
  WallTime first = WallTime::max();
  std::vector<Duration> leads = entry.lead;
  leads.push_back({});
  for (const Duration lead : leads) {
    for (const Firing& firing : next_firings(entry.options, seen + lead + instant, 1)) {
      first = std::min(first, firing.at - lead);
    }
  }
  return first;
}

std::string missed(const Options& options, const Firing& firing, WallTime now) {
  return fmt::format("missed: due {}, but nobody looked before {}; start_deadline is {}",
                     local_words(options.zone, firing.at), local_words(options.zone, now),
                     gameday::to_text(options.start_deadline));
}

}  // namespace

void Agenda::put(const std::string& file, Entry entry, WallTime since) {
  const auto found = items_.find(file);
  const bool goes_on = found != items_.end() && found->second.running;
  if (found != items_.end()) {  // a file that is saved at the minute of its firing loses nothing
    since = found->second.seen;
  }
  const WallTime wake = wake_after(entry, since);
  items_[file] = Item{std::move(entry), since, wake, {}, goes_on};
}

void Agenda::broken(const std::string& file, std::string why) {
  const auto found = items_.find(file);
  if (found != items_.end()) {
    found->second.broken = std::move(why);
  }
}

void Agenda::remove(const std::string& file) {
  items_.erase(file);
}

void Agenda::running(const std::string& file, bool goes_on) {
  const auto found = items_.find(file);
  if (found != items_.end()) {
    found->second.running = goes_on;
  }
}

void Agenda::add_firings(const std::string& file, const Item& item, WallTime now,
                         std::vector<Deed>& to) {
  const Options& options = item.entry.options;
  std::vector<Firing> list = firings_within(options, item.seen, now);
  std::size_t late = 0;
  while (late < list.size() && now - list[late].at > options.start_deadline) {
    ++late;
  }
  const std::size_t untold = late - std::min(late, most_missed);
  for (std::size_t at = untold; at < list.size(); ++at) {
    Deed deed{Deed::Kind::skip, file, list[at], {}, {}};
    if (at < late) {
      deed.why = missed(options, list[at], now);
      deed.why += at == untold && untold > 0 ? fmt::format(" ({} more before it)", untold) : "";
    } else if (!item.broken.empty()) {
      deed.why = item.broken;
    } else if (item.running) {
      deed.why = "the run before it still goes on";
    } else if (at + 1 < list.size()) {
      deed.why = fmt::format("the next one is due as well, {}",
                             local_words(options.zone, list[at + 1].at));
    } else {
      deed.kind = Deed::Kind::start;
    }
    to.push_back(std::move(deed));
  }
}

void Agenda::add_announcements(const std::string& file, const Item& item, WallTime now,
                               std::vector<Deed>& to) {
  const Options& options = item.entry.options;
  for (const Duration lead : item.entry.lead) {
    for (const Firing& firing : firings_within(options, item.seen + lead, now + lead)) {
      if (firing.at > now) {
        std::string why =
            item.broken.empty() ? obstacle(options, firing.at, item.entry.length) : item.broken;
        to.push_back({Deed::Kind::announce, file, firing, std::move(why), lead});
      }
    }
  }
}

std::vector<Deed> Agenda::due(WallTime now) {
  std::vector<Deed> deeds;
  for (auto& [file, item] : items_) {
    if (now <= item.seen) {
      continue;  // clocks were set back: what has been done stays done
    }
    if (now >= item.wake) {
      add_announcements(file, item, now, deeds);
      add_firings(file, item, now, deeds);
      item.wake = wake_after(item.entry, now);
    }
    item.seen = now;
  }
  std::stable_sort(deeds.begin(), deeds.end(), [](const Deed& left, const Deed& right) {
    return left.firing.at < right.firing.at;
  });
  return deeds;
}

std::vector<Coming> Agenda::coming(WallTime now, std::size_t count) const {
  std::vector<Coming> list;
  for (const auto& [file, item] : items_) {
    for (const Firing& firing : next_firings(item.entry.options, now + instant, count)) {
      list.push_back({file, firing,
                      item.broken.empty()
                          ? obstacle(item.entry.options, firing.at, item.entry.length)
                          : item.broken});
    }
  }
  std::stable_sort(list.begin(), list.end(), [](const Coming& left, const Coming& right) {
    return left.firing.at < right.firing.at;
  });
  list.resize(std::min(list.size(), count));
  return list;
}

}  // namespace gameday::schedule
