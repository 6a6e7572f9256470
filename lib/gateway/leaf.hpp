#pragma once
// The innermost attempt: one call to one provider with one key. A unary answer is read whole and
// checked; a streamed one is held until its first content.
//
// A 200 that holds no answer is a failure like any other. A pooled connection that turns out dead
// before a byte came is replaced once, free of charge; the trail shows it.

#include <string>

#include "gateway/upstream.hpp"
#include "gateway/upstream_body.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// An error status is judged at once: its body explains it, if it comes within a second.
inline constexpr Duration error_body_time = 1s;
inline constexpr std::size_t error_body_most = 256 * 1024;  // a page; an error object has 1 KB

class Leaf final : public policy::Attempt {
 public:
  /// `upstream` and `dialect` outlive it and every call.
  Leaf(rt::World& world, Upstream& upstream, const Dialect& dialect, Target target);

  rt::awaitable<policy::Outcome> run(policy::Call& call, policy::Try attempt) override;
  void describe(policy::Description& description) const override;

 private:
  using Source = std::unique_ptr<UpstreamBody>;

  std::string message_for(const policy::Call& call, const policy::Try& attempt,
                          const std::string& body) const;
  /// Of a step until the head has come, which begins now.
  rt::Bound bound_of(http::Step step, const rt::Bound& attempt, bool streams) const;
  rt::awaitable<policy::Outcome> received(Source body, const policy::Request& request,
                                          const Asked& asked, rt::Bound bound);
  rt::awaitable<policy::Outcome> refusal(Source body, rt::Bound bound);
  rt::awaitable<policy::Outcome> unreadable(Source body);
  rt::awaitable<policy::Outcome> unary(Source body, const policy::Request& request,
                                       rt::Bound bound);
  rt::awaitable<policy::Outcome> stream(Source source, const policy::Request& request,
                                        const Asked& asked, rt::Bound bound);
  rt::Bound within(rt::Bound bound, Duration limit, rt::Limit name) const;
  /// Null: this provider's answers are not looked at.
  policy::AnswerForm* form_of(const policy::Request& request) const;

  rt::World& world_;
  Upstream& upstream_;
  const Dialect& dialect_;
  const Target target_;
  const llm::ParameterRules rules_;
  std::string host_;
  std::string path_;
};

}  // namespace gameday::gateway
