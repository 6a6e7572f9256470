#include "rt/memory_stream.hpp"

#include <memory>

#include "rt/error.hpp"
#include "rt/memory_pipe.hpp"

namespace gameday::rt {
namespace {

/// Both directions; lives as long as one of its ends, so that what was sent last still arrives.
class Connection final : private MemoryPipe::Owner {
 public:
  explicit Connection(Loop& loop) : there(loop, *this), back(loop, *this) {}

  MemoryPipe there;
  MemoryPipe back;

 private:
  MemoryPipe& opposite(MemoryPipe& pipe) { return &pipe == &there ? back : there; }
  void arrived_at_closed(MemoryPipe& pipe) override { opposite(pipe).send_reset(); }
  void reset_arrived(MemoryPipe& pipe) override { opposite(pipe).break_off(); }
};

class MemoryStream final : public ByteStream {
 public:
  MemoryStream(Loop& loop, std::shared_ptr<Connection> connection, MemoryPipe& in, MemoryPipe& out)
      : clock_(loop.clock), connection_(std::move(connection)), in_(in), out_(out) {}
  ~MemoryStream() override { end(End::close); }
  MemoryStream(const MemoryStream&) = delete;
  MemoryStream& operator=(const MemoryStream&) = delete;

  awaitable<IoResult> read_some(std::span<std::byte> into, Bound bound) override {
    if (into.empty()) {
      const Woken woken = co_await in_.reader.wait(bound);
      co_return IoResult{0, to_error(woken)};
    }
    const bool over = bound.over(clock_.now());
    IoResult read;
    if (!over) {
      read = in_.read(into);
      if (read.ec != IoError::would_block) {
        co_return read;
      }
    }
    for (;;) {
      const Woken woken = co_await in_.reader.wait(bound);
      if (woken == Woken::stopped || over) {
        co_return IoResult{0, to_error(woken)};
      }
      read = in_.read(into);  // what came in the same turn as the timer wins
      if (read.ec != IoError::would_block) {
        co_return read;
      }
      if (woken == Woken::timed_out) {
        co_return IoResult{0, IoError::timed_out};
      }
    }
  }

  IoResult try_read(std::span<std::byte> into) override { return in_.read(into); }

  IoResult try_write(std::span<const asio::const_buffer> buffers) override {
    return out_.write(buffers);
  }

  awaitable<error_code> writable(Bound bound) override {
    if (!bound.over(clock_.now()) && out_.writable()) {
      co_return error_code{};
    }
    for (;;) {
      const Woken woken = co_await out_.writer.wait(bound);
      if (woken != Woken::notified || out_.writable()) {
        co_return to_error(woken);
      }
    }
  }

  awaitable<error_code> said(Bound) override { co_return error_code{}; }

  std::size_t unsent() const override { return out_.unsent(); }

  void end(End how) noexcept override {
    if (ended_) {
      return;
    }
    if (how == End::half_close) {
      out_.send_fin();
      return;
    }
    ended_ = true;
    if (how == End::reset || in_.unread()) {
      out_.send_reset();
    } else {
      out_.send_fin();
    }
    in_.stop_reading();
  }

 private:
  Clock& clock_;
  const std::shared_ptr<Connection> connection_;
  MemoryPipe& in_;
  MemoryPipe& out_;
  bool ended_ = false;
};

}  // namespace

std::pair<StreamPtr, StreamPtr> memory_connection(Loop& loop) {
  const auto connection = std::make_shared<Connection>(loop);
  return {std::make_unique<MemoryStream>(loop, connection, connection->back, connection->there),
          std::make_unique<MemoryStream>(loop, connection, connection->there, connection->back)};
}

}  // namespace gameday::rt
