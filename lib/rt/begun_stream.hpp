#pragma once
// A stream of which somebody has read the beginning: those bytes come first, then its own.

#include <string>

#include "rt/stream.hpp"

namespace gameday::rt {

class BegunStream final : public ByteStream {
 public:
  BegunStream(StreamPtr inner, std::string begun)
      : inner_(std::move(inner)), begun_(std::move(begun)) {}

  awaitable<IoResult> read_some(std::span<std::byte> into, Bound bound) override;
  IoResult try_read(std::span<std::byte> into) override;
  IoResult try_write(std::span<const asio::const_buffer> buffers) override {
    return inner_->try_write(buffers);
  }
  awaitable<error_code> writable(Bound bound) override { return inner_->writable(bound); }
  std::size_t unsent() const override { return inner_->unsent(); }
  awaitable<error_code> said(Bound bound) override { return inner_->said(bound); }
  void end(End how) noexcept override { inner_->end(how); }

 private:
  awaitable<IoResult> read_begun(std::span<std::byte> into, Bound bound);
  std::size_t take(std::span<std::byte> into);

  StreamPtr inner_;
  std::string begun_;
  std::size_t taken_ = 0;  // of begun_
};

}  // namespace gameday::rt
