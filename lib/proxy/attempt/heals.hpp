#pragma once
// When which fault was healed last. Attempts compare it, counted in heals, with their own start;
// connections, which wait before there is an attempt, have a Stop that a heal requests.

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "rt/bound.hpp"

namespace gameday::proxy {

class Heals {
 public:
  /// So many names are kept; whoever waited for an older one has been woken long ago.
  static constexpr std::size_t most_names = 1000;

  std::uint64_t of(std::string_view fault) const {
    const auto one = by_name_.find(fault);
    return one == by_name_.end() ? all_ : std::max(all_, one->second);
  }
  /// Requested by the next heal of this fault.
  std::shared_ptr<rt::Stop> until(std::string_view fault) {
    std::erase_if(waiting_, [](const auto& each) { return each.second.expired(); });
    const auto at = waiting_.find(fault);
    if (at != waiting_.end()) {
      return at->second.lock();
    }
    auto made = std::make_shared<rt::Stop>();
    waiting_.emplace(fault, made);
    return made;
  }
  void all() {
    all_ = ++heals_;
    by_name_.clear();
    for (const auto& [name, stop] : std::exchange(waiting_, {})) {
      request(stop);
    }
  }
  void one(std::string_view fault) {
    if (by_name_.size() >= most_names) {
      by_name_.erase(
          std::ranges::min_element(by_name_, {}, [](const auto& each) { return each.second; }));
    }
    by_name_[std::string(fault)] = ++heals_;
    if (const auto at = waiting_.find(fault); at != waiting_.end()) {
      const Waiting stop = at->second;
      waiting_.erase(at);
      request(stop);
    }
  }

 private:
  using Waiting = std::weak_ptr<rt::Stop>;
  static void request(const Waiting& waiting) {
    if (const auto stop = waiting.lock()) {
      stop->request(rt::Why::plan_changed);
    }
  }

  std::uint64_t heals_ = 0;
  std::uint64_t all_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> by_name_;
  std::map<std::string, Waiting, std::less<>> waiting_;  // those that somebody waits for
};

}  // namespace gameday::proxy
