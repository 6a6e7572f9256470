#pragma once
// When which fault was healed last, counted in heals: whoever waits compares it with its own start.

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace gameday::proxy {

class Heals {
 public:
  /// So many names are kept; whoever waited for an older one has been woken long ago.
  static constexpr std::size_t most_names = 1000;

  std::uint64_t of(std::string_view fault) const {
    const auto one = by_name_.find(fault);
    return one == by_name_.end() ? all_ : std::max(all_, one->second);
  }
  void all() {
    all_ = ++heals_;
    by_name_.clear();
  }
  void one(std::string_view fault) {
    if (by_name_.size() >= most_names) {
      by_name_.erase(std::ranges::min_element(by_name_, {}, [](const auto& each) {
        return each.second;
      }));
    }
    by_name_[std::string(fault)] = ++heals_;
  }

 private:
  std::uint64_t heals_ = 0;
  std::uint64_t all_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> by_name_;
};

}  // namespace gameday::proxy
