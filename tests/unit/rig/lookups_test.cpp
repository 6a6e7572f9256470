// Dials whose name lookups go wrong, each in its way; and how a heal or a stop ends those that
// wait.

#include "rig/lookups.hpp"

#include <gtest/gtest.h>

#include "rig/lookup_network.hpp"
#include "rt/error.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::rig {
namespace {

using rt::IoError;
using scenario::Open;
using test::within;

constexpr std::uint16_t openai = 0;
constexpr std::uint16_t lifeboat = 1;
constexpr Duration delivery = 1ms;  // more than what a memory dial takes

std::shared_ptr<const faults::FaultPlan> plan_of(const std::string& text) {
  std::vector<faults::Injection> list;
  if (!text.empty()) {
    auto parsed = test::parse_injection(text);
    EXPECT_EQ(parsed.problems, "") << text;
    list.push_back(std::move(parsed.injection.value()));
  }
  return std::make_shared<const faults::FaultPlan>(std::move(list), Seed(1), "storm", "openai");
}

class LookupsTest : public testing::Test {
 protected:
  struct Dialled {
    error_code ec;
    Duration took{};
  };

  rt::awaitable<void> dial(rt::Address address, rt::Bound bound, Dialled& out) {
    const TimePoint begun = world.now();
    const auto stream = co_await network.dial(std::move(address), bound);
    out.ec = stream ? error_code{} : stream.error();
    out.took = world.now() - begun;
  }
  Dialled dialled(const rt::Address& address, Duration patience) {
    Dialled out;
    virtual_world.run(dial(address, within(world, patience), out));
    return out;
  }
  /// Begins to dial, and does something 500 ms later.
  Dialled meanwhile(const rt::Bound& bound, const std::function<void()>& what) {
    Dialled out;
    const auto play = [&]() -> rt::awaitable<void> {
      rt::TaskGroup tasks(world.executor);
      tasks.spawn("test/dial", dial(place, bound, out));
      co_await rt::sleep(world, within(world, 500ms));
      what();
      co_await tasks.join(rt::Bound{});
    };
    virtual_world.run(play());
    return out;
  }
  record::FaultCounts counts(const std::string& name) const {
    std::vector<scenario::Audit> audits;
    lookups.audit(audits);
    for (const scenario::Audit& audit : audits) {
      if (audit.fault == name && audit.provider == openai) {
        return audit.counts;
      }
    }
    return {};
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  const rt::Address place{"openai", 80};
  const rt::Address other{"lifeboat", 80};
  std::unique_ptr<rt::Listener> listener = std::move(world.network.listen(place).value());
  std::unique_ptr<rt::Listener> listener_2 = std::move(world.network.listen(other).value());
  Lookups lookups{world};
  LookupNetwork network{lookups};

  void SetUp() override {
    listener->door(rt::Door::open);
    listener_2->door(rt::Door::open);
    network.stands_for(place, openai);
    network.stands_for(other, lifeboat);
  }
};

TEST_F(LookupsTest, WithoutAFaultNobodyIsHeldUp) {
  lookups.apply(openai, plan_of("{conn: refuse}"), Open::keep);
  const Dialled free = dialled(place, 1s);
  EXPECT_FALSE(free.ec) << free.ec.message();
  EXPECT_LT(free.took, delivery);
  std::vector<scenario::Audit> audits;
  lookups.audit(audits);
  EXPECT_TRUE(audits.empty());
}

TEST_F(LookupsTest, ANameThatIsGoneFailsAtOnceAndNoOtherDoes) {
  lookups.apply(openai, plan_of("{dns: nxdomain}"), Open::keep);
  const Dialled gone = dialled(place, 10s);
  EXPECT_EQ(gone.ec, IoError::no_such_host);
  EXPECT_GT(gone.took, Duration::zero());  // who asks again for ever must not stop the clock
  EXPECT_LT(gone.took, delivery);
  EXPECT_FALSE(dialled(other, 1s).ec);
  lookups.apply(openai, plan_of("{dns: servfail}"), Open::keep);
  EXPECT_EQ(dialled(place, 10s).ec, IoError::dns_failure);
  lookups.apply(openai, plan_of(""), Open::keep);
  EXPECT_FALSE(dialled(place, 1s).ec);
  EXPECT_EQ(counts("dns").seen, 2U);
  EXPECT_EQ(counts("dns").injected, 2U);
  EXPECT_GT(counts("dns").dns, Duration::zero());
}

TEST_F(LookupsTest, AHangLastsAsLongAsTheClientWaits) {
  lookups.apply(openai, plan_of("{dns: hang}"), Open::keep);
  const Dialled hung = dialled(place, 7s);
  EXPECT_EQ(hung.ec, IoError::timed_out);
  EXPECT_EQ(hung.took, 7s);
}

TEST_F(LookupsTest, ALateAnswerIsAnAnswer) {
  lookups.apply(openai, plan_of("{dns: 2s}"), Open::keep);
  const Dialled late = dialled(place, 7s);
  EXPECT_FALSE(late.ec) << late.ec.message();
  EXPECT_GE(late.took, 2s);
  EXPECT_LT(late.took, 2s + delivery);
  EXPECT_EQ(dialled(place, 1s).ec, IoError::timed_out);
}

TEST_F(LookupsTest, AHealLetsThoseWhoWaitGoOn) {
  for (const char* fault : {"{dns: hang}", "{dns: 2s}"}) {
    lookups.apply(openai, plan_of(fault), Open::keep);
    const Dialled healed =
        meanwhile(within(world, 10s), [&] { lookups.apply(openai, plan_of(""), Open::release); });
    EXPECT_FALSE(healed.ec) << healed.ec.message();
    EXPECT_LT(healed.took, 500ms + delivery) << fault;
  }
}

/// … and the end of a window, or another name's heal, does not.
TEST_F(LookupsTest, TheEndOfAWindowIsNoHeal) {
  lookups.apply(openai, plan_of("{dns: 2s}"), Open::keep);
  const Dialled late = meanwhile(within(world, 10s), [&] {
    lookups.apply(openai, plan_of(""), Open::keep);
    lookups.apply(lifeboat, plan_of(""), Open::release);
  });
  EXPECT_FALSE(late.ec);
  EXPECT_GE(late.took, 2s);
}

TEST_F(LookupsTest, AStopEndsAWait) {
  lookups.apply(openai, plan_of("{dns: hang}"), Open::keep);
  rt::Stop stop;
  rt::Bound bound;
  bound.stop = &stop;
  const Dialled stopped = meanwhile(bound, [&] { stop.request(rt::Why::run_stopped); });
  EXPECT_EQ(stopped.ec, IoError::stopped);
  EXPECT_LT(stopped.took, 500ms + delivery);
}

TEST_F(LookupsTest, AResolverAnswersThatWayToo) {
  lookups.apply(openai, plan_of("{dns: servfail}"), Open::keep);
  error_code ec;
  const auto ask = [&]() -> rt::awaitable<void> {
    const auto found = co_await network.resolve(place, within(world, 1s));
    ec = found ? error_code{} : found.error();
  };
  virtual_world.run(ask());
  EXPECT_EQ(ec, IoError::dns_failure);
}

TEST_F(LookupsTest, CountsOfTheNextExperimentBeginAnew) {
  lookups.apply(openai, plan_of("{dns: nxdomain}"), Open::keep);
  dialled(place, 1s);
  EXPECT_EQ(counts("dns").seen, 1U);
  lookups.forget();
  EXPECT_EQ(counts("dns").seen, 0U);
}

TEST(AddCounts, OfOneInjectionAreOneAudit) {
  scenario::Audit attempts;
  attempts.fault = "dns";
  attempts.counts.seen = attempts.counts.matched = 3;
  attempts.counts.bypassed["kept_connection"] = 3;
  scenario::Audit found = attempts;
  found.counts = {};
  found.counts.seen = found.counts.matched = found.counts.injected = 2;
  found.counts.dns = 10s;
  scenario::Audit elsewhere = found;
  elsewhere.provider = lifeboat;
  std::vector<scenario::Audit> audits = {attempts};
  add_counts(audits, {found, elsewhere});
  ASSERT_EQ(audits.size(), 2U);
  EXPECT_EQ(audits[0].counts.seen, 5U);
  EXPECT_EQ(audits[0].counts.injected, 2U);
  EXPECT_EQ(audits[0].counts.bypassed.at("kept_connection"), 3U);
  EXPECT_EQ(audits[0].counts.dns, 10s);
}

}  // namespace
}  // namespace gameday::rig
