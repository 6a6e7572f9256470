#pragma once
// The Call that a Pool gives out.

#include "http/idle_links.hpp"
#include "http/request_end.hpp"

namespace gameday::http {

class PooledCall final : public Call {
 public:
  PooledCall(std::shared_ptr<IdleLinks> home, std::unique_ptr<Link> link, bool reused);
  /// Gives the connection back when both messages are whole, else closes it.
  ~PooledCall() override;

  bool reused() const override { return reused_; }
  void begins(std::string_view method) override;
  rt::awaitable<std::optional<CallError>> write(std::string_view bytes, rt::Bound bound) override;
  rt::awaitable<std::optional<CallError>> read_head(rt::Bound bound) override;
  rt::ByteStream& stream() override {
    failed_ = true;
    return *link_->stream;
  }
  const Head& head() const override { return link_->reader.head(); }
  std::string_view head_wire() const override { return head_wire_; }
  rt::awaitable<boost::system::result<BodyPart, CallError>> read_part(rt::Bound bound) override;

 private:
  /// Of an answer that begins before the request is written whole. What is no answer at all is a
  /// refusal: no more need be said to whoever sends it.
  enum class Early : std::uint8_t { nothing, answer, refusal };

  rt::awaitable<error_code> write_until_refused(std::string_view bytes, rt::Bound bound);
  Early look_ahead();
  Early early_answer();
  rt::awaitable<error_code> fill(rt::Bound bound);
  CallError failed(Step step, const error_code& ec, const rt::Bound& bound);
  CallError malformed(Step step);
  bool take_head(const Piece& piece);

  std::shared_ptr<IdleLinks> home_;
  std::unique_ptr<Link> link_;
  const bool reused_;
  RequestEnd request_;
  std::string head_wire_;
  std::size_t used_ = 0;  // of the input, by the part handed out last
  bool any_byte_ = false;
  bool ended_ = false;  // the response
  bool failed_ = false;
};

}  // namespace gameday::http
