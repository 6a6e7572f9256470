#include "mock/pace.hpp"

#include <algorithm>

namespace gameday::mock {
namespace {

// Beyond any run, and twice of it still fits in the 292 years of a Duration.
constexpr Duration longest_writing = std::chrono::hours(24 * 365 * 100);

}  // namespace

Duration writing_time(std::uint64_t tokens, PerSecond rate) {
  __extension__ using Wide = unsigned __int128;  // 10^15 tokens overflow 64 bits
  const Wide nanos = Wide{tokens} * 1'000'000'000U * 1'000'000U / rate.micro;
  const Wide most = static_cast<std::uint64_t>(longest_writing.count());
  return Duration(static_cast<std::int64_t>(std::min(nanos, most)));
}

Duration Pace::due(std::uint64_t token) const {
  const Duration writing = writing_time(token, rate);
  return first_token > longest_writing ? first_token : first_token + writing;
}

Pace draw_pace(const Dice& dice, const Identity& who, const Options& options,
               std::optional<std::uint64_t> max_tokens) {
  Pace pace;
  pace.first_token = dice.stream("mock/first_token", who).lognormal(options.first_token);
  const std::uint64_t wanted = dice.stream("mock/tokens", who).lognormal(options.tokens);
  const std::uint64_t most = std::max<std::uint64_t>(1, max_tokens.value_or(wanted));
  pace.tokens = std::min(wanted, most);
  pace.cut = pace.tokens < wanted;
  pace.rate = options.tokens_per_second;
  return pace;
}

}  // namespace gameday::mock
