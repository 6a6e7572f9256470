#pragma once
// TLS over another stream. OpenSSL sees memory only (two BIOs), so it is one code over TCP and over
// memory, and never waits by itself.
//
// FIN without close_notify is a cut, as anybody on the way can send one: it reads as reset. End
// close and half_close send close_notify first, reset goes straight to the stream below. Where that
// finds no room at a half_close, FIN waits for it: said() waits until both are on their way.

#include <string>

#include "rt/stream.hpp"

struct ssl_st;

namespace gameday::rt {

struct FreeSsl {
  void operator()(ssl_st* ssl) const;
};
/// With its role set (connect or accept).
using Ssl = std::unique_ptr<ssl_st, FreeSsl>;

class TlsStream final : public ByteStream {
 public:
  TlsStream(StreamPtr inner, Ssl ssl);
  ~TlsStream() override;
  TlsStream(const TlsStream&) = delete;
  TlsStream& operator=(const TlsStream&) = delete;

  /// Once, before all else. A peer that we refuse is told so.
  awaitable<error_code> handshake(Bound bound);
  /// The stream that is not inside TLS, for whoever ends it in a way of its own.
  ByteStream& below() { return *inner_; }

  awaitable<IoResult> read_some(std::span<std::byte> into, Bound bound) override;
  IoResult try_read(std::span<std::byte> into) override;
  /// Bytes count as taken once the stream below has all of them.
  IoResult try_write(std::span<const asio::const_buffer> buffers) override;
  awaitable<error_code> writable(Bound bound) override;
  awaitable<error_code> said(Bound bound) override { return flush(bound); }
  std::size_t unsent() const override { return inner_->unsent() + (out_.size() - pushed_); }
  void end(End how) noexcept override;

 private:
  IoResult open(std::span<std::byte> into);
  error_code seal(std::span<const std::byte> plain);
  void feed(std::size_t n);
  error_code push();
  awaitable<error_code> flush(Bound bound);
  error_code below_ended(const error_code& ec) const;

  StreamPtr inner_;
  Ssl ssl_;
  std::string in_;          // room for one read below
  std::string out_;         // sealed …
  std::size_t pushed_ = 0;  // … of it, what the stream below has
  std::size_t held_ = 0;    // of the next write, what is in out_ already
  bool broken_ = false;
  bool goodbye_ = false;    // close_notify was said
  bool fin_waits_ = false;  // … and has not all gone yet
};

}  // namespace gameday::rt
