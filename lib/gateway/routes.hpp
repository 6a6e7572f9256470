#pragma once
// Which path is whose.

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/front.hpp"
#include "gateway/model_route.hpp"
#include "http/exchange.hpp"

namespace gameday::gateway {

class Routes final : public http::Handler {
 public:
  /// All of them outlive it.
  Routes(Front& front, ModelRoute& chat, ModelRoute& embeddings)
      : front_(front), chat_(chat), embeddings_(embeddings) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override;

 private:
  void log(const http::Head& request, const Told& told, std::uint64_t id, const Setup& setup);
  http::Response page(const http::Head& request) const;
  http::Response ready(bool known) const;
  http::Response metrics() const;
  http::Response models() const;
  http::Response model(std::string_view id) const;

  Front& front_;
  ModelRoute& chat_;
  ModelRoute& embeddings_;
};

}  // namespace gameday::gateway
