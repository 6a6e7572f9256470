#pragma once
// A connection of a replica, which dies or freezes with it.

#include "rig/replica_network.hpp"

namespace gameday::rig {

class ReplicaStream final : public rt::ByteStream {
 public:
  ReplicaStream(ReplicaNetwork& home, rt::StreamPtr inner);
  ~ReplicaStream() override;
  ReplicaStream(const ReplicaStream&) = delete;
  ReplicaStream& operator=(const ReplicaStream&) = delete;

  rt::awaitable<rt::IoResult> read_some(std::span<std::byte> into, rt::Bound bound) override;
  rt::IoResult try_read(std::span<std::byte> into) override;
  rt::IoResult try_write(std::span<const rt::asio::const_buffer> buffers) override;
  rt::awaitable<error_code> writable(rt::Bound bound) override;
  rt::awaitable<error_code> said(rt::Bound bound) override;
  std::size_t unsent() const override;
  void end(End how) noexcept override;

  /// Reset, and gone for whoever uses it.
  void kill();
  /// What was ended in a pause ends now.
  void resume();

 private:
  bool paused() const { return home_.state_ == ReplicaNetwork::State::paused; }
  rt::IoResult take_held(std::span<std::byte> into);
  using Wait = rt::awaitable<error_code> (rt::ByteStream::*)(rt::Bound);
  rt::awaitable<error_code> outside_a_pause(Wait wait, rt::Bound bound);

  ReplicaNetwork& home_;
  rt::StreamPtr inner_;
  std::list<ReplicaStream*>::iterator place_;
  bool dead_ = false;
  std::vector<std::byte> held_;  // came in while the replica was stopped in the middle of a read
  error_code held_error_;        // … behind them
  std::optional<End> end_;       // in a pause
};

}  // namespace gameday::rig
