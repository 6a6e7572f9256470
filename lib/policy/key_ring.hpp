#pragma once
// The keys of one provider: whose turn it is, who waits, who is dead. Pure; `now` is passed in.
//
// Fair by weight (nginx's smooth weighted round robin: no bursts). A 429 parks a key until its
// Retry-After; without one for 5 s, doubling to 60 s while it goes on. What only people can mend
// (revoked, out of money, model gone) benches it; every 5 minutes one request may find out whether
// they have. Single thread, shared by the targets of its provider.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/classify.hpp"

namespace gameday::policy {

inline constexpr Duration park_least = 5s;  // about a limiter's refill, long against a retry
inline constexpr Duration park_most = 60s;  // a per-minute limit has refilled by then
/// People need minutes to pay or to change a key; one refused try in five minutes costs nobody
/// much.
inline constexpr Duration bench_time = 5min;

struct KeyOptions {
  std::string name;
  std::uint32_t weight = 1;
  std::vector<std::string> models;  // empty or "*": all
};

/// As metrics and probes tell them apart.
enum class KeyState : std::uint8_t {
  usable,
  parked,   // waits for its Retry-After
  benched,  // until people mend it; one request every 5 minutes may find out
  unfit     // does not serve the model
};
/// `parked`
const char* to_text(KeyState state);

class KeyRing {
 public:
  explicit KeyRing(std::vector<KeyOptions> keys);

  using Allowed = std::function<bool(std::uint16_t key)>;
  /// The next usable key whose turn it is; `allowed` may narrow the choice. A key whose time on the
  /// bench is over is given to one request only, and is back for all when that one works.
  std::optional<std::uint16_t> pick(std::string_view model, TimePoint now,
                                    const Allowed& allowed = {});
  bool usable(std::uint16_t key, std::string_view model, TimePoint now) const;
  KeyState state(std::uint16_t key, std::string_view model, TimePoint now) const;
  /// Until a request may be given it, be it as a probe from the bench; `forever`: unfit.
  Duration back_in(std::uint16_t key, std::string_view model, TimePoint now) const;
  /// It was picked at `since`, and nobody was asked: a probe from the bench is still to be made.
  void gave_back(std::uint16_t key, std::string_view model, TimePoint since, TimePoint now);
  /// Until the first parked key is back, of those that are allowed; nothing when none will be.
  std::optional<Duration> soonest(std::string_view model, TimePoint now,
                                  const Allowed& allowed = {}) const;
  /// Why the last key was benched, for callers who come later.
  const std::optional<Failure>& why_benched() const { return why_benched_; }

  void failed(std::uint16_t key, std::string_view model, KeyEffect effect, const Failure& failure,
              TimePoint now);
  /// A whole answer to a request that was given the key at `since`.
  void worked(std::uint16_t key, std::string_view model, TimePoint since);

  std::size_t size() const { return keys_.size(); }
  const std::string& name(std::uint16_t key) const { return keys_[key].options.name; }

 private:
  struct Bench {
    std::string model;  // empty: the whole key
    TimePoint since{};
    TimePoint until{};
    bool holds(std::string_view asked) const { return model.empty() || model == asked; }
  };
  struct State {
    KeyOptions options;
    std::int64_t turn = 0;  // of the round robin
    TimePoint parked_until{};
    Duration next_park = park_least;
    std::vector<Bench> benches;
  };
  static bool serves(const State& key, std::string_view model);
  static bool benched(const State& key, std::string_view model);
  static bool alive(const State& key, std::string_view model);
  /// Alive, or on the bench for long enough.
  static bool may_try(const State& key, std::string_view model, TimePoint now);
  static void bench(State& key, std::string_view model, TimePoint now);
  void park(State& key, std::optional<Duration> hint, TimePoint now);

  std::vector<State> keys_;
  std::optional<Failure> why_benched_;
};

}  // namespace gameday::policy
