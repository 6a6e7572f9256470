#pragma once
// A gateway between a client that asks for anything and two mocks behind fault proxies, in any
// world: for rows whose requests or connections are no load driver's.

#include <memory>

#include "faults/ledger.hpp"
#include "gateway/gateway.hpp"
#include "http/client.hpp"
#include "load/target.hpp"
#include "mock/provider.hpp"
#include "proxy/http_proxy.hpp"
#include "support/proxy_rig.hpp"
#include "table.hpp"

namespace gameday::test {

class Stage {
 public:
  /// `options` are those of the gateway under test: the first target of its chain is the primary,
  /// the last one the lifeboat.
  Stage(rt::World& world, const ExpectedRow& row, gateway::Options options);
  ~Stage();

  /// Raises all, asks, takes all down.
  rt::awaitable<void> play(bool streamed);

  /// All of these once play() has returned.
  const Seen& seen() const { return seen_; }
  bool met_fault() const;
  /// The gateway's own words, after the last request.
  const std::string& metrics() const { return metrics_; }

 private:
  struct Provider {
    CollectingSink sink;
    faults::FaultLedger ledger;
    std::unique_ptr<mock::Provider> mock;
    std::unique_ptr<proxy::HttpProxy> proxy;
  };

  void raise();
  void raise(std::size_t place);
  void inject();
  load::Request request(bool streamed, std::uint32_t ordinal) const;
  rt::awaitable<void> ask(http::Pool& pool, bool streamed, std::uint32_t ordinal);
  rt::awaitable<void> take_down();
  void sum_up();
  Seen seen_of(const record::RequestRecord& record) const;
  /// Of that request; handshakes that failed have none, but are tries all the same.
  std::size_t attempts_of(std::uint32_t ordinal) const;

  rt::World& world_;
  const ExpectedRow row_;
  const SetUp set_up_;
  gateway::Options options_;
  load::Target target_;
  Provider providers_[2];
  std::unique_ptr<gateway::Gateway> gateway_;
  std::string authority_;  // a file: whom the gateway trusts; empty: there is none
  std::vector<record::RequestRecord> asked_;
  std::string metrics_;
  Seen seen_;
};

}  // namespace gameday::test
