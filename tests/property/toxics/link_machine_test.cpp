// Whatever is added, changed, moved and removed while data flows, no byte is lost, doubled or out
// of order, and the same seed gives the same times.

#include <gtest/gtest.h>

#include "support/toxic_link.hpp"

namespace gameday {
namespace {

using test::toxic;
using test::ToxicLink;
using toxics::Toxic;

constexpr int links = 400;
constexpr int steps = 120;

Toxic some_toxic(Rng& rng) {
  const auto number = [&](std::uint64_t below) {
    return static_cast<std::int64_t>(rng.below(below));
  };
  switch (rng.below(7)) {
    case 0:
      return toxic("latency", {number(300), number(100)});
    case 1:
      return toxic("bandwidth", {number(50), number(2)});
    case 2: {
      const std::int64_t average = 1 + number(200);
      return toxic("slicer",
                   {average, number(static_cast<std::uint64_t>(average) + 1), number(20'000)});
    }
    case 3:
      return toxic("slow_close", {number(400)});
    case 4:
      return toxic("slow_open", {number(2000)});
    case 5:
      return toxic("freeze_after", {number(2000)});
    default:
      return toxic("noop");
  }
}

void change_something(std::vector<Toxic>& list, std::uint64_t& revision, Rng& rng) {
  const std::uint64_t what = rng.below(4);
  if (what == 0 && list.size() < 5) {
    Toxic added = some_toxic(rng);
    added.name += std::to_string(++revision);
    toxics::renew(added, revision);
    added.toxicity = rng.below(3) == 0 ? 0.5F : 1.0F;
    list.push_back(added);
  } else if (what == 1 && !list.empty()) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(rng.below(list.size())));
  } else if (what == 2 && !list.empty()) {
    Toxic& changed = list[rng.below(list.size())];
    for (std::int64_t& value : changed.values) {
      value = 1 + value / 2;
    }
    toxics::renew(changed, ++revision);
  } else if (what == 3 && list.size() > 1) {
    std::swap(list[rng.below(list.size())], list[rng.below(list.size())]);
  }
}

struct History {
  std::string sent;
  ToxicLink link;
};

History history_of(std::uint64_t seed) {
  Rng rng(seed);
  History history{{}, ToxicLink({}, seed)};
  std::vector<Toxic> list;
  std::uint64_t revision = 0;
  Duration now{};
  for (int step = 0; step < steps; ++step) {
    const std::uint64_t what = rng.below(10);
    if (what < 3) {
      change_something(list, revision, rng);
      history.link.change(list);
    } else if (what < 7 && history.link.machine().wants_input()) {
      std::string bytes(1 + rng.below(3000), '\0');
      for (char& letter : bytes) {
        letter = static_cast<char>(rng.below(256));
      }
      history.sent += bytes;
      history.link.push(bytes);
    } else {
      now += rng.between(0ms, 150ms);
      history.link.run_until(now);
    }
  }
  history.link.finish();
  history.link.change({});
  history.link.run_until(now + 1s);
  return history;
}

TEST(ToxicLinkProperty, NoByteIsLostDoubledOrMoved) {
  for (std::uint64_t seed = 1; seed <= links; ++seed) {
    const History history = history_of(seed);
    ASSERT_EQ(history.link.all(), history.sent) << "seed " << seed;
    ASSERT_EQ(history.link.end(), toxics::Ending::eof) << "seed " << seed;
    ASSERT_TRUE(history.link.machine().acting() == 0) << "seed " << seed;
  }
}

TEST(ToxicLinkProperty, TheSameSeedIsTheSameLink) {
  for (std::uint64_t seed = 1; seed <= links / 10; ++seed) {
    ASSERT_EQ(history_of(seed).link.out(), history_of(seed).link.out()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace gameday
