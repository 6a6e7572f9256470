#pragma once
// One toxic at work on one direction of one connection: chunks in, chunks out, with times. Pure:
// whoever drives it says what time it is. It holds one chunk at most, so nothing can be lost in it.

#include <memory>
#include <vector>

#include "base/dice.hpp"
#include "toxics/chunk.hpp"
#include "toxics/toxic.hpp"

namespace gameday::toxics {

struct Step {
  enum class What : std::uint8_t {
    chunk,
    hungry,  // for the next chunk
    wait     // not hungry
  };
  What what = What::hungry;
  Chunk chunk;
  TimePoint until = never;  // hungry, wait: ask again then
};

class Stage {
 public:
  virtual ~Stage() = default;

  /// Only after pull() said hungry.
  virtual void push(Chunk chunk) = 0;
  virtual Step pull(TimePoint now) = 0;
  /// New attributes. What is held back goes at once; what has been counted stays counted.
  virtual void update(const Toxic& toxic, TimePoint now) = 0;
  /// It is removed: what it still holds, in order.
  virtual std::vector<Chunk> release() = 0;
  /// Its removal ends the connection: it has swallowed data, so nothing sane can follow.
  virtual bool closes_when_removed() const { return false; }
};

/// `start`: of the connection, or when the toxic came to it.
std::unique_ptr<Stage> make_stage(const Toxic& toxic, TimePoint start, Rng rng);

/// Its kinds, for make_stage().
std::unique_ptr<Stage> make_latency(const Toxic& toxic, Rng rng);
std::unique_ptr<Stage> make_bandwidth(const Toxic& toxic);
std::unique_ptr<Stage> make_slicer(const Toxic& toxic, Rng rng);
std::unique_ptr<Stage> make_slow_open(const Toxic& toxic, TimePoint start);
std::unique_ptr<Stage> make_slow_close(const Toxic& toxic);
std::unique_ptr<Stage> make_timeout(const Toxic& toxic, TimePoint start);
std::unique_ptr<Stage> make_reset_peer(const Toxic& toxic);
std::unique_ptr<Stage> make_limit_data(const Toxic& toxic);
std::unique_ptr<Stage> make_cut_after(const Toxic& toxic, TimePoint start);
std::unique_ptr<Stage> make_freeze_after(const Toxic& toxic, TimePoint start);

}  // namespace gameday::toxics
