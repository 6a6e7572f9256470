#include "mock_flags.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "console.hpp"

namespace gameday::app {
namespace {

constexpr Duration longest_wait = 24h;
constexpr std::uint64_t most_tokens = 1'000'000;
constexpr std::uint64_t fastest = 1'000'000;  // tokens per second

/// The flag's value, or nothing and one line on stderr.
template <class T>
std::optional<T> value_of(const char* flag, const std::string& text,
                          Parsed<T> (*parse)(std::string_view)) {
  auto parsed = parse(text);
  if (!parsed) {
    print_error(fmt::format("{}: {}", flag, parsed.problem));
  }
  return parsed.value;
}

/// `150`, as scenarios write it, or `150/s`.
Parsed<PerSecond> parse_pace(std::string_view text) {
  const Parsed<std::uint64_t> count = parse_count(text);
  Parsed<PerSecond> rate = count ? Parsed<PerSecond>{} : parse_rate(text);
  if (count) {
    rate.value = PerSecond{std::min(*count.value, fastest + 1) * 1'000'000};
  }
  if (rate && (rate.value->micro == 0 || rate.value->micro > fastest * 1'000'000)) {
    return {std::nullopt, "more than 0 and at most 1000000 tokens per second"};
  }
  return rate;
}

}  // namespace

std::optional<mock::Options> mock_options(const MockFlags& flags) {
  const auto p50 = value_of("--first-token-p50", flags.first_token_p50, parse_duration);
  const auto p99 = value_of("--first-token-p99", flags.first_token_p99, parse_duration);
  const auto pace = value_of("--tokens-per-second", flags.tokens_per_second, parse_pace);
  if (!p50 || !p99 || !pace) {
    return std::nullopt;
  }
  // As in a scenario: beyond them nothing would ever be answered, or nothing could hold it.
  if (*p99 > longest_wait || flags.tokens_p99 > most_tokens) {
    print_error("a first token comes within 24h, and an answer has at most 1000000 tokens");
    return std::nullopt;
  }
  if (*p50 <= Duration::zero() || *p99 < *p50 || flags.tokens_p50 == 0 ||
      flags.tokens_p99 < flags.tokens_p50) {
    print_error("a p99 is at least its p50, and all of them are more than zero");
    return std::nullopt;
  }
  mock::Options mock;
  mock.provider = "mock";
  const bool anthropic = flags.dialect == to_text(llm::Dialect::anthropic);
  mock.dialect = anthropic ? llm::Dialect::anthropic : llm::Dialect::openai;
  mock.models = {anthropic ? "claude-haiku-4-5" : "gpt-4o-mini"};
  mock.first_token = {*p50, *p99};
  mock.tokens = {flags.tokens_p50, flags.tokens_p99};
  mock.tokens_per_second = *pace;
  return mock;
}

void add_mock_flags(CLI::App& command, MockFlags& flags) {
  command.add_option("--dialect", flags.dialect, "Whose API it speaks")
      ->capture_default_str()
      ->check(CLI::IsMember(
          std::vector<std::string>(llm::dialect_words.begin(), llm::dialect_words.end())))
      ->type_name("DIALECT");
  command.add_option("--listen", flags.listen, "Where to listen")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  command.add_option("--seed", flags.seed, "Of all its draws")
      ->capture_default_str()
      ->type_name("N");
  command.add_option("--first-token-p50", flags.first_token_p50, "Time to it, median")
      ->capture_default_str()
      ->type_name("DURATION");
  command.add_option("--first-token-p99", flags.first_token_p99, "99th percentile")
      ->capture_default_str()
      ->type_name("DURATION");
  command.add_option("--tokens-p50", flags.tokens_p50, "Tokens of an answer, median")
      ->capture_default_str()
      ->type_name("N");
  command.add_option("--tokens-p99", flags.tokens_p99, "99th percentile")
      ->capture_default_str()
      ->type_name("N");
  command.add_option("--tokens-per-second", flags.tokens_per_second, "Pace, `150` or `150/s`")
      ->capture_default_str()
      ->type_name("RATE");
  command.add_option("--log", flags.log, "Append a line of JSON for each request; - is stdout")
      ->type_name("FILE");
}

}  // namespace gameday::app
