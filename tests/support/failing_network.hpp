#pragma once
// A Network whose streams fail at the Nth operation of all: every error path of whoever uses it,
// one run each, until a run has fewer operations than N.

#include "rt/error.hpp"
#include "rt/network.hpp"

namespace gameday::test {

struct Countdown {
  std::size_t left = 0;
  rt::IoError error = rt::IoError::reset;
  bool hit = false;
  std::size_t never_sent = 0;  // bytes that no peer ever takes

  bool fails() {
    if (hit || left-- != 0) {
      return false;
    }
    hit = true;
    return true;
  }
};

class FailingStream final : public rt::ByteStream {
 public:
  FailingStream(rt::StreamPtr inner, Countdown& countdown)
      : inner_(std::move(inner)), countdown_(countdown) {}

  rt::awaitable<rt::IoResult> read_some(std::span<std::byte> into, rt::Bound bound) override {
    if (countdown_.fails()) {
      co_return failure();
    }
    const rt::IoResult read = co_await inner_->read_some(into, bound);
    co_return read;
  }
  rt::IoResult try_read(std::span<std::byte> into) override {
    return countdown_.fails() ? failure() : inner_->try_read(into);
  }
  rt::IoResult try_write(std::span<const rt::asio::const_buffer> buffers) override {
    return countdown_.fails() ? failure() : inner_->try_write(buffers);
  }
  rt::awaitable<error_code> writable(rt::Bound bound) override {
    if (countdown_.fails()) {
      co_return failure().ec;
    }
    const error_code ec = co_await inner_->writable(bound);
    co_return ec;
  }
  rt::awaitable<error_code> said(rt::Bound bound) override { return inner_->said(bound); }
  std::size_t unsent() const override { return inner_->unsent() + countdown_.never_sent; }
  void end(End how) noexcept override { inner_->end(how); }

 private:
  /// A reset is real: the other side hears of it as well.
  rt::IoResult failure() {
    if (countdown_.error == rt::IoError::reset) {
      inner_->end(End::reset);
    }
    return rt::IoResult{0, countdown_.error};
  }

  rt::StreamPtr inner_;
  Countdown& countdown_;
};

class FailingListener final : public rt::Listener {
 public:
  FailingListener(std::unique_ptr<rt::Listener> inner, Countdown& countdown)
      : inner_(std::move(inner)), countdown_(countdown) {}

  rt::awaitable<result<rt::StreamPtr>> accept(rt::Bound bound) override {
    if (countdown_.fails()) {
      co_return countdown_.error;
    }
    result<rt::StreamPtr> accepted = co_await inner_->accept(bound);
    if (!accepted) {
      co_return accepted.error();
    }
    rt::StreamPtr stream = std::make_unique<FailingStream>(std::move(*accepted), countdown_);
    co_return stream;
  }
  rt::Address address() const override { return inner_->address(); }
  void door(rt::Door door) override { inner_->door(door); }

 private:
  std::unique_ptr<rt::Listener> inner_;
  Countdown& countdown_;
};

class FailingNetwork final : public rt::Network {
 public:
  FailingNetwork(rt::Network& inner, Countdown& countdown) : inner_(inner), countdown_(countdown) {}

  result<std::unique_ptr<rt::Listener>> listen(const rt::Address& address) override {
    result<std::unique_ptr<rt::Listener>> listener = inner_.listen(address);
    if (!listener) {
      return listener.error();
    }
    std::unique_ptr<rt::Listener> failing =
        std::make_unique<FailingListener>(std::move(*listener), countdown_);
    return failing;
  }
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address address, rt::Bound bound) override {
    if (countdown_.fails()) {
      co_return countdown_.error;
    }
    result<rt::StreamPtr> dialled = co_await inner_.dial(std::move(address), bound);
    if (!dialled) {
      co_return dialled.error();
    }
    rt::StreamPtr stream = std::make_unique<FailingStream>(std::move(*dialled), countdown_);
    co_return stream;
  }
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name,
                                                          rt::Bound bound) override {
    auto addresses = co_await inner_.resolve(std::move(name), bound);
    co_return addresses;
  }

 private:
  rt::Network& inner_;
  Countdown& countdown_;
};

}  // namespace gameday::test
