#pragma once
// One connection that was hit, from when it was accepted until it is let in or is over.
//
// While it is kept waiting, what it sends is kept for later, up to a limit: so its leaving is
// noticed. A heal lets it in at once, and what has not happened to it by then does not.

#include <string>

#include "http/gate.hpp"
#include "proxy/attempt/shared.hpp"
#include "proxy/connection_hit.hpp"

namespace gameday::proxy {

class Arrival {
 public:
  /// `stop` is requested where idle connections are closed. Both outlive this.
  Arrival(Shared& shared, rt::Stop& stop, ConnectionHit hit, rt::StreamPtr stream);

  /// Does to it what was decided. Once.
  rt::awaitable<http::Entry> meet();

 private:
  /// Why nothing more is waited for.
  enum class Over : std::uint8_t { no, time, healed, left, stopped };
  class Heal final : public rt::StopListener {
   public:
    explicit Heal(rt::Stop& over) : over_(over) {}

   private:
    void stopped() noexcept override { over_.request(rt::Why::plan_changed); }
    rt::Stop& over_;
  };

  rt::awaitable<Over> hear(TimePoint due);
  rt::awaitable<Over> wait(TimePoint due);
  rt::awaitable<Over> hear_hello();
  rt::awaitable<http::Entry> meet_tls();
  rt::awaitable<void> say_and_close(faults::Conn::Kind kind);
  http::Entry after(Over over);
  http::Entry let_in();
  http::Entry gone();
  rt::Bound until(TimePoint due) const { return {due, rt::Limit::none, &over_}; }

  Shared& shared_;
  const rt::Stop& stop_;
  ConnectionHit hit_;
  rt::StreamPtr stream_;
  std::string heard_;  // what it has sent so far
  const std::shared_ptr<rt::Stop> until_healed_;
  rt::Stop over_;  // a heal, or the end of idle connections
  Heal heal_;
};

}  // namespace gameday::proxy
