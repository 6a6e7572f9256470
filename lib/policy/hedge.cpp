#include "policy/hedge.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/units.hpp"
#include "rt/event.hpp"

namespace gameday::policy {

namespace {

/// Long enough for a share of ten percent to be a hedge at one request every six seconds.
constexpr Duration share_window = 60s;

BudgetOptions share_of(const HedgeOptions& options) {
  BudgetOptions budget;
  budget.percent = options.max_percent;
  budget.per_second = 0;
  budget.window = share_window;
  return budget;
}

}  // namespace

Hedges::Hedges(const HedgeOptions& the_options)
    : options(the_options), budget(share_of(the_options)) {}

/// One of the two, with a stop of its own below the request's.
class Hedge::Leg final : private rt::StopListener {
 public:
  explicit Leg(const rt::Stop* parent) : parent_(parent) {
    if (parent_ != nullptr) {
      parent_->listen(*this);
    }
  }

  rt::Stop stop;
  std::optional<Outcome> outcome;  // nothing: it runs

 private:
  void stopped() noexcept override { stop.request(parent_->why()); }

  const rt::Stop* parent_;
};

/// Shared by the request and its legs. Each leg ends by its own stop, so that nobody waits for a
/// leg any longer than it takes to hear of it.
struct Hedge::Race {
  explicit Race(rt::World& world) : ended(world) {}

  rt::Event ended;  // one of them has
  std::array<std::shared_ptr<Leg>, 2> legs;
  std::optional<std::size_t> winner;  // whose outcome ends the chain
  TimePoint hedged_at{};              // when the second was paid for

  bool runs(std::size_t lane) const { return legs[lane] != nullptr && !legs[lane]->outcome; }
  bool any_runs() const { return runs(0) || runs(1); }
  /// The first whose outcome ends the chain has won.
  bool decided() {
    for (std::size_t lane = 0; lane < legs.size() && !winner; ++lane) {
      if (legs[lane] != nullptr && legs[lane]->outcome && ends_chain(*legs[lane]->outcome)) {
        winner = lane;
      }
    }
    return winner.has_value() || !any_runs();
  }
};

namespace {

/// The winner's stop ends the reply's body too, should the client leave.
template <class T>
class Keep final : public Hold {
 public:
  explicit Keep(std::shared_ptr<T> kept) : kept_(std::move(kept)) {}
  void ended(const Ending&) noexcept override {}

 private:
  std::shared_ptr<T> kept_;
};

}  // namespace

Hedge::Hedge(rt::World& world, std::vector<ChainTarget> targets, Hedges& hedges)
    : world_(world), targets_(std::move(targets)), hedges_(hedges) {
  CHECK(!targets_.empty(), "a chain has at least one target");
}

rt::awaitable<Outcome> Hedge::run(Call& call, Try attempt) {
  const ChainWay way(targets_, call.request, attempt.target);
  if (way.first() == way.end()) {
    co_return way.why_none();
  }
  std::optional<Duration> after;
  if (attempt.target == 0) {  // one that begins further on is the same request, once more
    hedges_.budget.deposit(world_.now());
    after = hedges_.options.unary_after;
    if (call.request.stream) {
      after = hedges_.options.after;
    }
  }
  Heard heard;
  std::size_t place = way.first();
  while (place < way.end()) {
    const Try one = way.try_of(place, attempt);
    const std::size_t next = way.after(place);
    if (world_.now() >= one.bound.due) {
      co_return too_late(one);
    }
    if (!after || next == way.end()) {
      Outcome outcome = co_await targets_[place].attempt->run(call, one);
      if (ends_chain(outcome)) {
        co_return outcome;
      }
      heard.add(std::get<Failure>(std::move(outcome)));
      place = next;
      continue;
    }
    const RacePtr race = co_await this->race(call, one, way.try_of(next, attempt), *after);
    const bool both = race->legs[1] != nullptr;
    if (both) {
      count(*race);
      after.reset();  // once a request
    }
    if (race->winner) {
      std::shared_ptr<Leg> winner = race->legs[*race->winner];
      Outcome outcome = std::move(*winner->outcome);
      if (Reply* reply = std::get_if<Reply>(&outcome)) {
        reply->holds.add(std::make_unique<Keep<Leg>>(std::move(winner)));
      }
      co_return outcome;
    }
    for (const auto& leg : race->legs) {
      if (leg != nullptr) {
        heard.add(std::get<Failure>(std::move(*leg->outcome)));
      }
    }
    place = both ? way.after(next) : next;
  }
  Outcome last = co_await end_of_chain(world_.clock, targets_, way, heard, call, attempt);
  co_return last;
}

/// Over when both have ended, the loser because it was told to.
rt::awaitable<Hedge::RacePtr> Hedge::race(Call& call, Try first, Try second, Duration after) {
  RacePtr race = std::make_shared<Race>(world_);
  const rt::Bound legs_end;
  const rt::Bound late = legs_end.tighter(later(world_.now(), after), rt::Limit::none);
  start(race, 0, call, first);
  while (race->runs(0) && world_.now() < late.due) {
    co_await race->ended.wait(late);
  }
  const bool wanted = race->runs(0) && !first.bound.stopped();
  if (wanted && hedges_.budget.try_withdraw(world_.now())) {
    second.hedge = true;
    race->hedged_at = world_.now();
    start(race, 1, call, second);
  }
  while (!race->decided()) {
    co_await race->ended.wait(legs_end);
  }
  for (std::size_t lane = 0; lane < race->legs.size(); ++lane) {
    if (race->runs(lane)) {
      race->legs[lane]->stop.request(rt::Why::lost_hedge);
    }
  }
  while (race->any_runs()) {
    co_await race->ended.wait(legs_end);
  }
  for (std::size_t lane = 0; lane < race->legs.size(); ++lane) {
    const bool loses = race->winner && race->legs[lane] != nullptr && lane != *race->winner;
    Reply* late_reply = loses ? std::get_if<Reply>(&*race->legs[lane]->outcome) : nullptr;
    if (late_reply != nullptr) {  // it was on its way when it was told
      race->legs[lane]->stop.request(rt::Why::lost_hedge);
      Ending ending;
      ending.at = world_.now();
      late_reply->holds.ended(ending);
    }
  }
  co_return race;
}

void Hedge::start(const RacePtr& race, std::size_t lane, Call& call, Try attempt) {
  race->legs[lane] = std::make_shared<Leg>(attempt.bound.stop);
  attempt.bound = attempt.bound.with(race->legs[lane]->stop);
  world_.tasks.spawn("a leg of a hedge",
                     run_leg(race, lane, *targets_[attempt.target].attempt, call, attempt));
}

rt::awaitable<void> Hedge::run_leg(RacePtr race, std::size_t lane, Attempt& target, Call& call,
                                   Try attempt) {
  Outcome outcome = co_await target.run(call, attempt);
  race->legs[lane]->outcome.emplace(std::move(outcome));
  race->ended.notify();
}

void Hedge::count(const Race& race) {
  const Failure* hedge = std::get_if<Failure>(&*race.legs[1]->outcome);
  if (hedge != nullptr && !hedge->used.asked_at) {
    hedges_.budget.give_back(race.hedged_at);
  }
  const bool answered =
      race.winner && std::holds_alternative<Reply>(*race.legs[*race.winner]->outcome);
  if (!answered) {
    ++hedges_.failed;
  } else if (*race.winner == 1) {
    ++hedges_.won;
  } else {
    ++hedges_.lost;
  }
}

void Hedge::describe(Description& description) const {
  describe_chain(targets_, description);
  const HedgeOptions& options = hedges_.options;
  std::string layer = fmt::format("fallback: {} targets, the next one beside it after {}",
                                  targets_.size(), gameday::to_text(options.after));
  layer += options.unary_after
               ? fmt::format(" ({} where nothing streams)", gameday::to_text(*options.unary_after))
               : " where it streams";
  layer += fmt::format(", for {} % of requests at most", options.max_percent);
  description.layers.push_back(std::move(layer));
}

}  // namespace gameday::policy
