#pragma once
// What one config has built: its providers as they are held, and the stack of policies over them.
// A request keeps the one it began with until it has ended, so a new config may take over at any
// moment; the old one dies with its last request. Single thread.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/entrance.hpp"
#include "gateway/stack.hpp"

namespace gameday::gateway {

struct Setup {
  /// `options` are sound: problems_of() has nothing to say. A provider that was the same `before`
  /// is shared with it: its connections go on, and what is known of its keys and breakers. So are
  /// the retry budget, hedges and restarts, with what they have counted.
  Setup(rt::World& world, Options the_options, Seed seed, const Setup* before = nullptr);
  Setup(const Setup&) = delete;
  Setup& operator=(const Setup&) = delete;

  const Options options;
  const Upstreams upstreams;
  const Entrance entrance;
  const bool checks_schemas;  // of some provider's answers
  const Shared shared;

  /// Of an operation that has targets.
  policy::Attempt& stack(Operation operation) const;
  /// What was built for each target of its chain, in its order.
  const std::vector<policy::Description>& by_target(Operation operation) const {
    return operation == Operation::chat ? chat_targets_ : embeddings_targets_;
  }
  /// Of a provider of the chain.
  Upstream& upstream(std::string_view provider) const;
  /// `openai/gpt-4o-mini`
  std::string name(Operation operation, std::uint16_t target) const;

 private:
  std::vector<policy::Description> chat_targets_;
  std::vector<policy::Description> embeddings_targets_;
  std::unique_ptr<policy::Attempt> chat_;
  std::unique_ptr<policy::Attempt> embeddings_;  // none: it has no targets
};

using SetupPtr = std::shared_ptr<const Setup>;

}  // namespace gameday::gateway
