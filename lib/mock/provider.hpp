#pragma once
// A provider that answers on command: OpenAI's words, a chosen pace, every draw from the seed.
//
// Draws hang on (experiment, provider, ordinal, nth), so all arms wait equally long for the same
// request. Without a marker the arrival number stands for the ordinal. Lives on its World's thread;
// the World outlives it. Source of the answers: the OpenAI API reference.

#include <memory>
#include <string>

#include "base/dice.hpp"
#include "base/result.hpp"
#include "mock/options.hpp"
#include "rt/world.hpp"

namespace gameday::mock {

class Provider {
 public:
  Provider(rt::World& world, Options options, Seed seed, std::string experiment);
  ~Provider();  // after stop() has returned

  result<rt::Address> start(const rt::Address& address);
  /// Lets running answers finish until `bound`, then resets them.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::mock
