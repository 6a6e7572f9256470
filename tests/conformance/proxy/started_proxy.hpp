#pragma once
// A fault proxy in front of `upstream`, in memory or over sockets.

#include "support/proxy_rig.hpp"

namespace gameday::test {

struct StartedProxy {
  /// `at` is where the provider was to listen: the proxy gets a free port of it where it has none,
  /// else a host of its own.
  StartedProxy(rt::World& world, const rt::Address& upstream, rt::Address at)
      : http(world, in_front_of(upstream), sink, ledger) {
    at.host = at.port == 0 ? at.host : "proxy";
    address = http.start(at).value();
  }
  static proxy::HttpOptions in_front_of(const rt::Address& upstream) {
    proxy::RunPlace place;
    place.run = this_run;
    proxy::HttpOptions options;
    options.place = place;
    options.upstream = upstream;
    return options;
  }

  CollectingSink sink;
  faults::FaultLedger ledger;
  proxy::HttpProxy http;
  rt::Address address;
};

}  // namespace gameday::test
