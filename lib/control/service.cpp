#include "control/service.hpp"

#include "control/limits.hpp"
#include "proxy/http_proxy.hpp"
#include "proxy/tcp_proxy.hpp"

namespace gameday::control {
namespace {

proxy::TcpOptions tcp_options(const std::string& name, const Target& target) {
  proxy::TcpOptions options;
  options.upstreams = {target.upstream};
  options.dial_time = dial_time;
  options.refusal = End::close;
  options.name = name;
  options.identity = target.identity;
  options.tls = target.trust;
  options.tls_name = target.tls_name;
  return options;
}

proxy::HttpOptions http_options(const std::string& name, const Target& target) {
  proxy::HttpOptions options;
  options.upstream = target.upstream;
  options.identity = target.identity;
  options.tls = target.trust;
  options.tls_name = target.tls_name;
  options.host = target.host;
  options.link_name = name;
  return options;
}

class TcpService final : public Service {
 public:
  TcpService(rt::World& world, proxy::TcpOptions options) : proxy_(world, std::move(options)) {}

  result<rt::Address> start(const rt::Address& address) override { return proxy_.start(address); }
  void start(std::unique_ptr<rt::Listener> port) override { proxy_.start(std::move(port)); }
  rt::awaitable<std::unique_ptr<rt::Listener>> release() override { return proxy_.release(); }
  void apply(proxy::Toxics toxics) override { proxy_.apply(std::move(toxics)); }
  void apply(std::shared_ptr<const faults::FaultPlan>) override {}
  void heal(std::string_view) override {}
  proxy::TcpCounts counts() const override { return proxy_.counts(); }
  std::size_t connections() const override { return proxy_.links(); }
  rt::awaitable<void> stop(rt::Bound bound) override { return proxy_.stop(bound); }

 private:
  proxy::TcpProxy proxy_;
};

class HttpService final : public Service {
 public:
  HttpService(rt::World& world, proxy::HttpOptions options, record::Sink& sink,
              faults::FaultLedger& ledger)
      : proxy_(world, std::move(options), sink, ledger) {}

  result<rt::Address> start(const rt::Address& address) override { return proxy_.start(address); }
  void start(std::unique_ptr<rt::Listener> port) override { proxy_.start(std::move(port)); }
  rt::awaitable<std::unique_ptr<rt::Listener>> release() override { return proxy_.release(); }
  void apply(proxy::Toxics toxics) override { proxy_.apply(std::move(toxics)); }
  void apply(std::shared_ptr<const faults::FaultPlan> plan) override {
    proxy_.apply(std::move(plan));
  }
  void heal(std::string_view fault) override { proxy_.heal(fault); }
  proxy::TcpCounts counts() const override { return proxy_.counts(); }
  std::size_t connections() const override { return proxy_.connections(); }
  rt::awaitable<void> stop(rt::Bound bound) override {
    proxy_.heal();
    return proxy_.stop(bound, End::close);
  }

 private:
  proxy::HttpProxy proxy_;
};

}  // namespace

ServicePtr tcp_service(rt::World& world, const std::string& name, const Target& target,
                       proxy::ConnectionWatch& watch) {
  proxy::TcpOptions options = tcp_options(name, target);
  options.watch = &watch;
  return std::make_unique<TcpService>(world, std::move(options));
}

ServicePtr http_service(rt::World& world, const std::string& name, const Target& target,
                        record::Sink& sink, proxy::ConnectionWatch& watch,
                        faults::FaultLedger& ledger) {
  proxy::HttpOptions options = http_options(name, target);
  options.watch = &watch;
  return std::make_unique<HttpService>(world, std::move(options), sink, ledger);
}

}  // namespace gameday::control
