#pragma once
// A streamed answer as the stack hands it on: reads the provider's connection no faster than the
// client takes the events. The connection is kept only when the stream and its framing both ended
// well; otherwise it is closed the moment nobody needs it.

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "gateway/answer_stream.hpp"
#include "gateway/upstream_body.hpp"
#include "policy/pace_guard.hpp"

namespace gameday::gateway {

/// How long the framing may take to end after the last event. The client has it all by then, and a
/// provider that ends does so in the same packet.
inline constexpr Duration end_grace = 20ms;

class StreamBody final : public policy::Body {
 public:
  /// `attempt` bounds the whole stream, `idle` the time between events.
  StreamBody(rt::World& world, std::unique_ptr<UpstreamBody> source, AnswerStream stream,
             rt::Bound attempt, Duration idle);
  /// From the first content on; before it is read.
  void watch_pace(const policy::PaceOptions& pace) { pace_.emplace(pace); }

  /// Reads up to the first content, or the good end of an answer without any. A failure here is one
  /// that another try may mend.
  rt::awaitable<std::optional<policy::Failure>> begin(rt::Bound first_content);

  rt::awaitable<policy::Parts> next(rt::Bound bound) override;
  policy::Usage usage() const override { return stream_.usage(); }

 private:
  rt::awaitable<bool> read(rt::Bound bound);
  rt::Bound in_pace(rt::Bound bound) const;
  bool is_too_slow() const;
  rt::awaitable<void> end_line(rt::Bound bound);

  rt::World& world_;
  std::unique_ptr<UpstreamBody> source_;
  AnswerStream stream_;
  const rt::Bound attempt_;
  const Duration idle_;
  std::optional<policy::PaceGuard> pace_;
  Duration waited_{};  // for the provider
  bool framing_ended_ = false;
  std::string shown_;
  std::array<std::string_view, 1> view_;
};

}  // namespace gameday::gateway
