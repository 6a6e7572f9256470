#pragma once
// Where the answer comes from that a deed is done to: the provider, or a `respond`.

#include <memory>
#include <string>

#include "http/client.hpp"
#include "http/exchange.hpp"

namespace gameday::proxy {

struct SourcePart {
  enum class What : std::uint8_t {
    bytes,
    nothing_yet,  // the bound ended the wait
    whole,        // the body has ended
    cut           // the provider's connection broke: `how`
  };
  What what = What::bytes;
  std::string_view bytes;  // payload; valid until the next part
  End how = End::reset;
};

class AnswerSource {
 public:
  virtual ~AnswerSource() = default;
  virtual const http::Head& head() const = 0;
  virtual std::string_view head_wire() const = 0;
  virtual rt::awaitable<SourcePart> next(rt::Bound bound) = 0;
  /// Nothing more is wanted: the provider's connection is closed.
  virtual void cancel() = 0;
};

/// The head as it came, but for what a mock says to its fault proxy alone.
std::string without_acknowledgement(const http::Call& call, std::size_t room = 0);

class UpstreamSource final : public AnswerSource {
 public:
  /// Its head has been read.
  explicit UpstreamSource(std::unique_ptr<http::Call> call)
      : call_(std::move(call)), wire_(without_acknowledgement(*call_)) {}

  const http::Head& head() const override { return call_->head(); }
  std::string_view head_wire() const override { return wire_; }
  rt::awaitable<SourcePart> next(rt::Bound bound) override;
  void cancel() override { call_.reset(); }

 private:
  std::unique_ptr<http::Call> call_;
  const std::string wire_;
};

/// `head` with framing for a body of `size` bytes, or chunks where `streamed`, and the connection's
/// fate.
http::Head framed_head(http::Head head, std::size_t size, bool streamed,
                       const http::Exchange& exchange);

class SaidSource final : public AnswerSource {
 public:
  /// `head` is framed_head().
  SaidSource(http::Head head, std::string body);

  const http::Head& head() const override { return head_; }
  std::string_view head_wire() const override { return wire_; }
  rt::awaitable<SourcePart> next(rt::Bound bound) override;
  void cancel() override {}

 private:
  const http::Head head_;
  const std::string wire_;
  const std::string body_;
  bool given_ = false;
};

}  // namespace gameday::proxy
