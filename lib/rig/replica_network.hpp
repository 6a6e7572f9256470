#pragma once
// The network as one replica sees it, so that the replica can die or freeze alone: everything that
// it listens on and every connection that it has goes through here.
//
// kill: its ports refuse and all its connections are reset, at this instant. pause: a black hole;
// its ports say nothing, and nothing is read or written on its connections, ends included, until
// resume. Its timers go on, and what they decided comes out then. A port stays the replica's own
// from the first listen() on, so the next one is found in the same place. Single thread: that of
// the replica, which it outlives.

#include <list>
#include <memory>
#include <vector>

#include "rt/event.hpp"
#include "rt/world.hpp"

namespace gameday::rig {

class ReplicaNetwork final : public rt::Network {
 public:
  /// On top of `world`'s network.
  explicit ReplicaNetwork(rt::World& world);
  ~ReplicaNetwork() override;
  ReplicaNetwork(const ReplicaNetwork&) = delete;
  ReplicaNetwork& operator=(const ReplicaNetwork&) = delete;

  result<std::unique_ptr<rt::Listener>> listen(const rt::Address& address) override;
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address address, rt::Bound bound) override;
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name,
                                                          rt::Bound bound) override;

  enum class State : std::uint8_t { running, paused, killed };
  State state() const { return state_; }
  void kill();
  void pause();
  /// Running again, after a pause or, for whoever starts in the same place, after a kill.
  void resume();

 private:
  friend class ReplicaListener;
  friend class ReplicaStream;

  struct Port {
    std::unique_ptr<rt::Listener> listener;
    rt::Door wanted = rt::Door::refuse;  // what its replica wants; refuse when nobody uses it
  };
  struct Leaving {  // closed by the replica in a pause: nobody has heard of it yet
    rt::StreamPtr stream;
    End how;
  };
  rt::StreamPtr wrap(rt::StreamPtr stream);
  void set_door(Port& port) const;
  void set_doors();

  rt::World& world_;
  State state_ = State::running;
  rt::Event changed_;
  std::list<Port> ports_;
  std::list<class ReplicaStream*> streams_;
  std::vector<Leaving> leaving_;
};

}  // namespace gameday::rig
