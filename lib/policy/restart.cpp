#include "policy/restart.hpp"

#include <array>
#include <utility>

#include "policy/classify.hpp"

namespace gameday::policy {

namespace {

/// Neither the client's own doing nor the end of its patience.
bool another_may_mend(const Failure& broke) {
  const Class what = classify(broke, Rules()).what;
  return what != Class::give_to_caller && what != Class::cancelled;
}

}  // namespace

/// The answer that is being given: the first, then the second. Shared by the body that the client
/// is given and the hold that is told how it ended.
struct Restart::Played {
  Reply reply;
};

/// Whoever holds on to the answer of the moment hears how it ended.
class Restart::Told final : public Hold {
 public:
  explicit Told(std::shared_ptr<Played> played) : played_(std::move(played)) {}
  void ended(const Ending& ending) noexcept override { played_->reply.holds.ended(ending); }

 private:
  std::shared_ptr<Played> played_;
};

class Restart::Play final : public Body {
 public:
  /// `call` and the layer outlive it.
  Play(Restart& layer, Call& call, const Try& attempt, std::shared_ptr<Played> played)
      : layer_(layer), call_(call), attempt_(attempt), played_(std::move(played)) {}

  rt::awaitable<Parts> next(rt::Bound bound) override {
    Parts parts = co_await played_->reply.body->next(bound);
    if (parts) {
      co_return parts;
    }
    Failure broke = std::move(parts.error());
    broke.used = played_->reply.used;
    if (restarted_) {
      broke.detail +=
          (broke.detail.empty() ? "" : "; ") + layer_.words_.name(broke.used) + ", after a restart";
      co_return broke;
    }
    restarted_ = true;
    if (!another_may_mend(broke) || bound.over(layer_.clock_.now())) {
      co_return broke;
    }
    const bool answered = co_await restart(broke);
    if (!answered) {
      co_return broke;
    }
    co_return std::span<const std::string_view>(view_);
  }

  Usage usage() const override { return played_->reply.body->usage(); }

 private:
  rt::awaitable<bool> restart(const Failure& broke) {
    Ending ending;
    ending.why = broke.kind;
    ending.at = layer_.clock_.now();
    ending.failure = &broke;
    played_->reply.holds.ended(ending);
    Try again = attempt_;
    again.target = static_cast<std::uint16_t>(broke.used.target + 1);
    Outcome outcome = co_await layer_.inner_->run(call_, again);
    Reply* reply = std::get_if<Reply>(&outcome);
    if (reply == nullptr) {
      ++layer_.restarts_.failed;
      co_return false;
    }
    ++layer_.restarts_.answered;
    event_ = layer_.words_.event(broke, reply->used);
    view_ = {event_};
    played_->reply = std::move(*reply);
    co_return true;
  }

  Restart& layer_;
  Call& call_;
  Try attempt_;
  std::shared_ptr<Played> played_;
  bool restarted_ = false;
  std::string event_;
  std::array<std::string_view, 1> view_;
};

rt::awaitable<Outcome> Restart::run(Call& call, Try attempt) {
  Outcome outcome = co_await inner_->run(call, attempt);
  Reply* first = std::get_if<Reply>(&outcome);
  if (first == nullptr || !call.request.stream || !call.request.restart) {
    co_return outcome;
  }
  auto played = std::make_shared<Played>();
  played->reply = std::move(*first);
  Reply reply;
  reply.status = played->reply.status;
  reply.fields = played->reply.fields;
  reply.used = played->reply.used;
  reply.body = std::make_unique<Play>(*this, call, attempt, played);
  reply.holds.add(std::make_unique<Told>(std::move(played)));
  co_return reply;
}

void Restart::describe(Description& description) const {
  inner_->describe(description);
  description.layers.push_back(
      "restart: once behind a stream's first content, for who asks for it");
}

}  // namespace gameday::policy
