#pragma once
// Which replica served which request: read from what the balancer passes on, by the marker in the
// prompt, and written into the request's record. What a gateway says of itself is not asked.
//
// The balancer tells it on the gateways' thread, records come on the load's, hence the lock; it is
// taken once a request on each side.

#include <map>
#include <mutex>

#include "base/marker_watch.hpp"
#include "proxy/tcp_proxy.hpp"
#include "record/sink.hpp"

namespace gameday::rig {

class ReplicaBook final : public proxy::TcpTap, public record::Sink {
 public:
  /// `run` is the marker's; `next` gets all records and outlives this.
  ReplicaBook(std::uint16_t run, record::Sink& next) : run_(run), next_(next) {}

  void sent(std::uint64_t link, std::size_t upstream, std::span<const std::byte> bytes) override;
  void ended(std::uint64_t link) override { watches_.erase(link); }

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override { next_.attempt(record); }
  void event(const record::Event& event) noexcept override { next_.event(event); }

 private:
  const std::uint16_t run_;
  record::Sink& next_;
  std::map<std::uint64_t, MarkerWatch> watches_;  // by link
  std::mutex mutex_;                              // of what is below
  std::map<std::uint32_t, std::uint16_t>
      served_by_;  // ordinal -> replica, until its record is made
};

}  // namespace gameday::rig
