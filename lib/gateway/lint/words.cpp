#include "gateway/lint/words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/spoken.hpp"
#include "policy/describe.hpp"

namespace gameday::gateway::lint {
namespace {

/// `openai`; with the model where the provider stands in the chain twice.
std::string name_of(const Options& options, std::size_t place) {
  const Target& target = options.chain[place];
  const auto uses =
      std::count_if(options.chain.begin(), options.chain.end(),
                    [&](const Target& other) { return other.provider == target.provider; });
  return uses > 1 ? gateway::name_of(target) : target.provider;
}

std::string counted(std::uint32_t count, const char* one, const char* more) {
  return fmt::format("{} {}", count, count == 1 ? one : more);
}

struct Spent {
  std::uint32_t tries = 0;
  Duration waits{};
};

Spent spent_on(const Leg& leg) {
  Spent spent{leg.first, leg.slack};
  for (const Wait& wait : leg.waits) {
    spent.tries += wait.tries;
    spent.waits = policy::plus(spent.waits, wait.most);
  }
  return spent;
}

std::string leg_words(const Options& options, const Leg& leg) {
  const Spent spent = spent_on(leg);
  std::string words = name_of(options, leg.target);
  if (spent.tries == 0) {
    return words + " not asked, no key serves it";
  }
  if (leg.each > Duration::zero()) {
    words += spent.tries > 1 ? fmt::format(" {} × {}", spent.tries, spoken(leg.each))
                             : ' ' + spoken(leg.each);
  } else {
    words += ' ' + counted(spent.tries, "try", "tries");
  }
  if (spent.waits > Duration::zero()) {
    words += " + " + spoken(spent.waits);
  }
  return words;
}

}  // namespace

std::string words_of(const Options& options, const std::vector<Leg>& legs, const Longest& way) {
  std::string words;
  Duration sum{};
  std::size_t parts = 0;
  for (const Leg& leg : legs) {
    words += words.empty() ? "" : ", then ";
    words += leg_words(options, leg);
    const Spent spent = spent_on(leg);
    sum = policy::plus(sum, policy::plus(spent.waits, policy::times(leg.each, spent.tries)));
    parts += (spent.waits > Duration::zero()) + (leg.each > Duration::zero()) + (spent.tries > 1);
  }
  if (parts > 1 && sum > Duration::zero()) {
    words += " = " + spoken(sum);
  }
  if (way.cut) {
    words += "; the deadline cuts at " + spoken(way.time);
  }
  return words;
}

std::string rescued(const Options& options, std::size_t target) {
  return fmt::format(", then {} answers", name_of(options, target));
}

std::string failover_words(const WorstCase& worst) {
  if (!worst.failover) {
    return "never";
  }
  if (worst.retries > 0) {
    return counted(worst.retries, "retry", "retries");
  }
  return worst.failover == Duration::zero() ? "at once" : spoken(*worst.failover);
}

}  // namespace gameday::gateway::lint
