#pragma once
// Which path is whose.

#include <string>

#include "gateway/chat_route.hpp"
#include "gateway/metrics.hpp"
#include "gateway/options.hpp"
#include "http/exchange.hpp"

namespace gameday::gateway {

class Routes final : public http::Handler {
 public:
  /// All of them outlive it.
  Routes(rt::World& world, ChatRoute& chat, const Options& options, const Metrics& metrics)
      : world_(world), chat_(chat), options_(options), metrics_(metrics) {}

  /// Without it there are no embeddings. It outlives the routes.
  void embed_by(ChatRoute& embeddings) { embeddings_ = &embeddings; }

  rt::awaitable<void> serve(http::Exchange& exchange) override;

 private:
  http::Response page(const http::Head& request) const;
  std::string models() const;
  http::Response not_found(const http::Head& request) const;

  rt::World& world_;
  ChatRoute& chat_;
  ChatRoute* embeddings_ = nullptr;
  const Options& options_;
  const Metrics& metrics_;
};

}  // namespace gameday::gateway
