#pragma once
// The innermost attempt: one unary call to one provider with one key, read whole and checked.
//
// A 200 that holds no answer is a failure like any other. A pooled connection that turns out dead
// before a byte came is replaced once, free of charge; the trail shows it.

#include <string>

#include "gateway/upstream.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

class Leaf final : public policy::Attempt {
 public:
  /// `upstream` outlives it and every call.
  Leaf(rt::World& world, Upstream& upstream, std::string model);

  rt::awaitable<policy::Outcome> run(policy::Call& call, policy::Try attempt) override;
  void describe(policy::Description& description) const override;

 private:
  using Fetched = boost::system::result<http::Response, http::CallError>;
  std::string message_for(const policy::Call& call, const policy::Try& attempt) const;
  rt::awaitable<Fetched> fetch(const std::string& message, rt::Bound bound, bool fresh);

  rt::World& world_;
  Upstream& upstream_;
  std::string model_;
  std::string host_;
  std::string path_;
};

}  // namespace gameday::gateway
