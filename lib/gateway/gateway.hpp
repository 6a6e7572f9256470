#pragma once
// The fallback gateway: OpenAI's chat completions in, streamed or not, a chain of targets out that
// speak OpenAI's or Anthropic's API.
//
// One replica, one world, one set of key rings and pools. Answers say who gave them
// (x-gameday-served-by: openai/gpt-4o-mini) and how (x-gameday-attempts); a failure is always our
// own JSON. Single thread; it must be stopped before it is destroyed.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/dice.hpp"
#include "gateway/around.hpp"
#include "gateway/options.hpp"
#include "rt/world.hpp"

namespace gameday::gateway {

/// What was built: one line a layer, outermost first, and what one request can come to at most.
struct Description {
  std::vector<std::string> layers;
  Duration worst_time{};  // `forever`: nothing limits it
  std::uint64_t worst_attempts = 0;
};

/// What stands in the way of starting with these options, one sentence each.
std::vector<std::string> problems_of(const Options& options);

class Gateway {
 public:
  /// `seed` is for the jitter of retries.
  Gateway(rt::World& world, Options options, Seed seed, Around around = {});
  ~Gateway();

  /// bad_address when problems_of(options) is not empty.
  result<rt::Address> start(const rt::Address& address);
  /// New requests are given these options, running ones end on those they began with. A provider
  /// that is the same keeps its connections and what is known of its keys and breakers; of others
  /// all begins afresh. Retry budget and hedges go on where their options are the same. What has
  /// changed, one line a setting. Only for sound options, and only where the first ones were sound.
  std::vector<std::string> reload(Options options);
  /// A config was read again and is none: what runs goes on. For /metrics.
  void reload_refused();
  /// From now on /ready says 503; requests are served as ever.
  void leave();
  /// The port stays open until no request runs any more or `bound` ends the wait: what still comes
  /// is refused with a 503, and the other pages go on answering.
  rt::awaitable<void> drain(rt::Bound bound);
  /// Lets running requests finish until `bound`, then cancels them.
  rt::awaitable<void> stop(rt::Bound bound);
  Description describe() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::gateway
