#include "gateway_service.hpp"

#include <fmt/format.h>

#include "console.hpp"
#include "file_stamp.hpp"
#include "sound_gateway.hpp"

namespace gameday::app {
namespace {

constexpr Seed seed(1);  // for the jitter of retries; a gateway alone need not be reproduced
// A file is read once it has stood still for so long: who writes it may not have finished.
constexpr Duration watch_every = 1s;

}  // namespace

GatewayService::GatewayService(GatewayFlags flags, std::string seen, record::LineWriter* log)
    : flags_(std::move(flags)), log_(log), seen_(std::move(seen)) {}

result<rt::Address> GatewayService::start(rt::World& world, const rt::Address& address,
                                          gateway::Options options) {
  world_ = &world;
  gateway::Around around;
  around.version = GAMEDAY_VERSION;
  around.access_log = log_;
  around.log_bodies = flags_.log_prompts;
  tasks_ = std::make_unique<rt::TaskGroup>(world.executor);
  gateway_ = std::make_unique<gateway::Gateway>(world, std::move(options), seed, around);
  auto taken = gateway_->start(address);
  if (taken && !flags_.no_watch) {
    tasks_->spawn("gateway: watch the config", watch());
  }
  return taken;
}

void GatewayService::hang_up() {
  const std::string failure = log_ != nullptr ? log_->reopen() : "";
  if (!failure.empty()) {
    print_error(fmt::format("the access log was not opened again ({}); the file before it goes on",
                            failure));
  }
  reload();
}

void GatewayService::reload() {
  seen_ = stamp_of(flags_.config);
  auto options = read_sound_gateway(flags_.config, flags_.listen, true);
  if (!options) {
    gateway_->reload_refused();
    print_error(fmt::format("{} was not taken; the config before it goes on", flags_.config));
    return;
  }
  const auto lines = gateway_->reload(std::move(*options));
  fmt::print(stderr, "{} was read again: {}\n", flags_.config,
             lines.empty() ? "nothing has changed" : fmt::format("{} changed", lines.size()));
  for (const std::string& line : lines) {
    fmt::print(stderr, "  {}\n", line);
  }
}

rt::awaitable<void> GatewayService::watch() {
  std::string before = seen_;
  rt::Bound until_over;
  until_over.stop = &over_;
  while (!over_.requested()) {
    co_await rt::sleep(*world_,
                       until_over.tighter(later(world_->now(), watch_every), rt::Limit::none));
    const std::string now = stamp_of(flags_.config);
    const bool still = now == before;
    before = now;
    if (!over_.requested() && still && !now.empty() && now != seen_) {
      reload();
    }
  }
}

rt::awaitable<void> GatewayService::stop(rt::Bound bound) {
  over_.request(rt::Why::shutdown);
  gateway_->leave();
  const TimePoint served_until = later(world_->now(), flags_.drain_delay);
  co_await rt::sleep(*world_, bound.tighter(served_until, rt::Limit::none));
  co_await gateway_->drain(bound);
  co_await gateway_->stop(bound);
  co_await tasks_->join(rt::Bound());
  gateway_.reset();  // before its world
  tasks_.reset();
}

}  // namespace gameday::app
