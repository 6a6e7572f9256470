#pragma once
// `gameday gateway` while it runs: one gateway, the config file it watches, the log it writes.

#include <memory>
#include <string>

#include "gateway/gateway.hpp"
#include "record/line_writer.hpp"
#include "rt/tasks.hpp"

namespace gameday::app {

struct GatewayFlags {
  std::string config;
  std::string listen = "127.0.0.1:4000";
  std::string access_log;  // empty: as the config says
  bool log_prompts = false;
  bool no_watch = false;
  Duration drain_delay{};     // /ready says 503 for so long before anybody is turned away
  Duration drain_time = 25s;  // for requests that run: below the 30 s that Kubernetes grants
};

class GatewayService {
 public:
  /// `seen`: the stamp that the config had before it was read. `log` outlives it; null: none.
  GatewayService(GatewayFlags flags, std::string seen, record::LineWriter* log);

  result<rt::Address> start(rt::World& world, const rt::Address& address, gateway::Options options);
  /// SIGHUP: the config is read again, the log opened again.
  void hang_up();
  /// Turns /ready, waits the delay, lets what runs end until `bound`.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  void reload();
  rt::awaitable<void> watch();

  const GatewayFlags flags_;
  record::LineWriter* log_;
  rt::World* world_ = nullptr;
  std::string seen_;  // which state of the file was read
  rt::Stop over_;
  std::unique_ptr<rt::TaskGroup> tasks_;
  std::unique_ptr<gateway::Gateway> gateway_;
};

}  // namespace gameday::app
