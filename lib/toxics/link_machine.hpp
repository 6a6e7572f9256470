#pragma once
// One direction of one connection: bytes in, bytes out, changed by a chain of toxics in the order
// of their creation. Pure: whoever drives it says what time it is. docs/toxics.md has the rules.
//
// It never loses a byte by a change of the chain: what a toxic held that is removed, or moved to
// another place in it, goes on, in order, to the next one. Whether a toxic acts on this connection
// is drawn once from (seed, proxy, connection, toxic) and kept, whatever else changes. An empty
// chain never needs to come here.

#include <memory>
#include <string>
#include <vector>

#include "base/dice.hpp"
#include "toxics/chunk_queue.hpp"
#include "toxics/stage.hpp"

namespace gameday::toxics {

/// What waits in one direction, bytes and chunk_cost: a read, when nothing needs more.
inline constexpr std::size_t usual_held = 32 * 1024;
/// While a latency toxic acts: what may be under way in one direction. More stays with its sender.
inline constexpr std::size_t latency_held = 4 * 1024 * 1024;

/// Immutable; shared by all connections of a proxy.
struct LinkPlan {
  std::vector<Toxic> toxics;  // of one direction, the oldest first
};
using LinkPlanPtr = std::shared_ptr<const LinkPlan>;

/// Whose dice.
struct LinkName {
  Seed seed{0};
  std::string proxy;
  std::uint64_t connection = 0;
};

struct Emit {
  enum class What : std::uint8_t {
    idle,  // until something is pushed
    bytes,
    wait,  // until then, or until something is pushed
    end    // nothing more follows
  };
  What what = What::idle;
  Slice bytes;
  TimePoint until = never;
  Ending how = Ending::none;
};

class LinkMachine {
 public:
  explicit LinkMachine(LinkName name);

  void push(std::span<const std::byte> bytes, TimePoint now);
  /// The source's FIN.
  void finish(TimePoint now);
  /// A new chain, at once. False: it is the one that it had.
  bool adopt(const LinkPlanPtr& plan, TimePoint now);
  Emit pull(TimePoint now);
  /// Room for another read. Nothing more is wanted after an end.
  bool wants_input() const;
  /// Nothing is held and nothing acts: bytes may pass beside it.
  bool transparent() const;
  /// How many toxics act on this connection.
  std::size_t acting() const { return places_.size(); }
  /// What they are called.
  void add_acting(std::vector<std::string>& names) const;

 private:
  struct Place {
    Toxic toxic;
    std::unique_ptr<Stage> stage;
    ChunkQueue left;  // by removed ones before it: comes before all else
  };
  bool is_hit(const Toxic& toxic) const;
  Place place_of(const Toxic& toxic, TimePoint now) const;
  /// Of one of the chain before, in the chain to come.
  enum class Fate : std::uint8_t { removed, moves, stays };
  std::vector<Fate> fates_of(const std::vector<Place>& old, const LinkPlan& plan) const;
  void empty_hands(std::vector<Place>& old, const std::vector<Fate>& fates);
  static void drain(Place& place, ChunkQueue& into);
  /// Their number: there is none.
  static std::size_t index_of(const std::vector<Place>& places, const Toxic& toxic);
  Step out_of(std::size_t count, TimePoint now);
  static bool take_first(ChunkQueue& from, Step& step);

  LinkName name_;
  LinkPlanPtr plan_;
  std::vector<Place> places_;
  ChunkQueue input_;
  ChunkQueue output_;      // what removed ones at the end of the chain left
  bool slow_ = false;      // a latency toxic acts
  bool finished_ = false;  // FIN came in
  Ending ended_ = Ending::none;
};

}  // namespace gameday::toxics
