#pragma once
// What befalls the requests and connections of one proxy, as events for whoever listens: those that
// a fault has chosen, or a toxic.

#include <string>

#include "control/event_feed.hpp"
#include "proxy/connection_watch.hpp"
#include "record/sink.hpp"

namespace gameday::control {

class FeedSink final : public record::Sink, public proxy::ConnectionWatch {
 public:
  /// `feed` outlives it.
  FeedSink(std::string proxy, EventFeed& feed) : proxy_(std::move(proxy)), feed_(feed) {}

  void request(const record::RequestRecord&) noexcept override {}
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event&) noexcept override {}

  bool listens() const override { return feed_.listened(); }
  void toxics_act(std::uint64_t connection, const std::vector<std::string>& names) override;
  void fault_acts(std::uint64_t connection, std::string_view fault) override;

 private:
  const std::string proxy_;
  EventFeed& feed_;
};

}  // namespace gameday::control
