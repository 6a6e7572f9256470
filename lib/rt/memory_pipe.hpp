#pragma once
// One direction of a connection in memory. It copies what the kernel does on loopback (measured;
// tests/conformance/rt runs the same rows over both): a 64 KiB window; what has arrived stays
// readable after a reset; what was still on its way is lost; every delivery takes 20 us.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>

#include "rt/stream.hpp"
#include "rt/waiter.hpp"

namespace gameday::rt {

inline constexpr std::size_t memory_window = 64 * 1024;
/// Time must move, or a loop of retries would hang a simulation. A loopback round through epoll.
inline constexpr Duration memory_delivery = 20us;

class MemoryPipe final : private Timer {
 public:
  /// The connection, which knows the other direction.
  class Owner {
   public:
    /// Bytes came to an end that no longer reads: a kernel answers RST.
    virtual void arrived_at_closed(MemoryPipe& pipe) = 0;
    /// The reader learns that the connection is gone, so it cannot write either.
    virtual void reset_arrived(MemoryPipe& pipe) = 0;

   protected:
    ~Owner() = default;
  };

  MemoryPipe(Loop& loop, Owner& owner);
  ~MemoryPipe();

  // The writer's side.
  IoResult write(std::span<const asio::const_buffer> buffers);
  bool writable() const { return broken_ || fin_sent_ || in_window() < memory_window; }
  std::size_t unsent() const { return bytes_.size() - arrived_; }
  void send_fin();    // behind what is on its way; no write succeeds after it
  void send_reset();  // instead of what is on its way
  void break_off();   // what is on its way is lost, no write succeeds any more

  // The reader's side.
  IoResult read(std::span<std::byte> into);
  bool unread() const { return arrived_ > read_; }
  void stop_reading();

  Waiter reader;
  Waiter writer;

 private:
  enum class What : std::uint8_t { data, fin, reset };
  struct Delivery {
    TimePoint due;
    What what;
    std::size_t arrived;  // bytes_ up to here have come after it
  };

  std::size_t in_window() const { return bytes_.size() - read_; }
  void send(What what);
  void fired(TimePoint now) override;
  void deliver(const Delivery& delivery);
  void compact();

  Clock& clock_;
  Owner& owner_;
  std::string bytes_;        // read already | arrived | on their way
  std::size_t read_ = 0;     // where the second part begins
  std::size_t arrived_ = 0;  // where the third part begins
  std::deque<Delivery> on_the_way_;
  bool fin_sent_ = false;
  bool fin_arrived_ = false;
  bool reset_arrived_ = false;
  bool broken_ = false;
  bool nobody_reads_ = false;
};

}  // namespace gameday::rt
