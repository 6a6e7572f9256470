// Connections that share a bandwidth: together no faster than its rate, none of the rate is lost
// while somebody has something to send, and nobody gets more than his part.

#include <deque>

#include <gtest/gtest.h>

#include "support/toxic_link.hpp"

namespace gameday {
namespace {

using test::toxic;
using test::ToxicLink;
using toxics::Toxic;

Toxic shared_line(std::int64_t rate) {
  Toxic made = toxic("bandwidth", {rate, 1});
  toxics::renew(made, 1);
  return made;
}

std::size_t total(const std::deque<ToxicLink>& links) {
  std::size_t bytes = 0;
  for (const ToxicLink& link : links) {
    bytes += link.all().size();
  }
  return bytes;
}

/// As their driver does: whoever has its time first goes first.
void run_until(std::deque<ToxicLink>& links, Duration& now, Duration until) {
  for (; now < until; now += 1ms) {
    for (ToxicLink& link : links) {
      link.run_until(now);
    }
  }
}

TEST(SharedBandwidth, IsDividedEqually) {
  constexpr std::int64_t rate = 200;  // KB/s; a turn has 2,000 bytes
  for (std::size_t count = 1; count <= 9; ++count) {
    const Toxic line = shared_line(rate);
    std::deque<ToxicLink> links;
    for (std::size_t i = 0; i < count; ++i) {
      links.emplace_back(std::vector<Toxic>{line}, i);
      links.back().push(std::string(30'000, 'x'));
    }
    Duration now{};
    run_until(links, now, 100ms);
    const std::size_t each = 20'000 / count;
    for (const ToxicLink& link : links) {
      EXPECT_NEAR(static_cast<double>(link.all().size()), static_cast<double>(each), 2'000);
    }
    EXPECT_NEAR(static_cast<double>(total(links)), 20'000, 2'000);
    run_until(links, now, 150ms * static_cast<int>(count) + 2ms);
    EXPECT_EQ(total(links), 30'000 * count);
  }
}

TEST(SharedBandwidth, WhoComesLaterIsNotKeptWaitingByWhoHasMuch) {
  const Toxic line = shared_line(100);  // a turn of 1,000 bytes takes 10 ms
  std::deque<ToxicLink> links;
  for (std::uint64_t i = 0; i < 3; ++i) {
    links.emplace_back(std::vector<Toxic>{line}, i);
  }
  links[0].push(std::string(30'000, 'x'));
  links[1].push(std::string(30'000, 'x'));
  Duration now{};
  run_until(links, now, 55ms);
  links[2].push("a word");
  run_until(links, now, 100ms);
  EXPECT_EQ(links[2].all(), "a word");
  EXPECT_LE(links[2].out().at(0).at, 55ms + 3 * 10ms);
}

TEST(SharedBandwidth, TogetherTheyAreNeverFaster) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Rng rng(seed);
    const auto rate = static_cast<std::int64_t>(1 + rng.below(500));
    Toxic line = shared_line(rate);
    std::deque<ToxicLink> links;
    std::vector<std::string> sent(2 + rng.below(6));
    for (std::uint64_t i = 0; i < sent.size(); ++i) {
      links.emplace_back(std::vector<Toxic>{line}, i);
    }
    Duration now{};
    for (int step = 0; step < 60; ++step) {
      const std::size_t who = rng.below(links.size());
      if (links[who].machine().wants_input()) {
        const std::string bytes(1 + rng.below(5'000), static_cast<char>('a' + step % 26));
        links[who].push(bytes);
        sent[who] += bytes;
      }
      run_until(links, now, now + rng.between(0ms, 20ms));
      ASSERT_LE(total(links), static_cast<std::size_t>(rate) * static_cast<std::size_t>(now / 1ms))
          << "seed " << seed;
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
      links[i].change({});
      links[i].run_until(now + 1s);
      ASSERT_EQ(links[i].all(), sent[i]) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace gameday
