#pragma once
// A provider that answers on command: true words, a chosen pace, every draw from the seed.
//
// Draws hang on (experiment, provider, ordinal, nth), so all arms wait equally long for the same
// request, streamed or not. Without a marker the arrival number stands for the ordinal. A client
// that leaves ends the work for it at once; one that takes no byte for 30 s is dropped. Lives on
// its World's thread; the World outlives it.

#include <memory>
#include <string>

#include "base/dice.hpp"
#include "base/result.hpp"
#include "mock/options.hpp"
#include "mock/request_log.hpp"
#include "rt/world.hpp"

namespace gameday::mock {

class Provider {
 public:
  Provider(rt::World& world, Options options, Seed seed, std::string experiment,
           RequestLog log = {});
  ~Provider();  // after stop() has returned

  result<rt::Address> start(const rt::Address& address);
  /// Lets running answers finish until `bound`, then resets them.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::mock
