#pragma once
// Which path is whose.

#include <string>
#include <vector>

#include "gateway/chat_route.hpp"
#include "gateway/metrics.hpp"
#include "gateway/options.hpp"
#include "http/exchange.hpp"

namespace gameday::gateway {

class Routes final : public http::Handler {
 public:
  /// All of them outlive it.
  Routes(rt::World& world, ChatRoute& chat, const std::vector<Target>& chain,
         const Metrics& metrics)
      : world_(world), chat_(chat), chain_(chain), metrics_(metrics) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override;

 private:
  http::Response page(const http::Head& request) const;
  std::string models() const;

  rt::World& world_;
  ChatRoute& chat_;
  const std::vector<Target>& chain_;
  const Metrics& metrics_;
};

}  // namespace gameday::gateway
