#include "verdict/budget.hpp"

#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "base/trim.hpp"

namespace gameday::verdict {
namespace {

struct Word {
  std::string_view name;
  Promise promise;
};
constexpr std::array<Word, 3> words = {{{"worst_case", Promise::worst_case},
                                        {"attempts", Promise::attempts},
                                        {"amplification", Promise::amplification}}};

std::string read_promise(std::string_view name, Promise& out) {
  std::vector<std::string_view> known;
  for (const Word& word : words) {
    if (word.name == name) {
      out = word.promise;
      return {};
    }
    known.push_back(word.name);
  }
  return fmt::format(
      "\"{}\" is not a metric of a budget{}; there are worst_case, attempts and "
      "amplification",
      name, did_you_mean(name, known));
}

std::string read_value(std::string_view text, Limit& out) {
  if (out.promise == Promise::worst_case) {
    const auto time = parse_duration(text);
    out.value = time ? to_seconds(*time.value) : 0;
    return time.problem;
  }
  const auto [end, ec] =
      std::from_chars(text.data(), text.data() + text.size(), out.value, std::chars_format::fixed);
  const bool whole = ec == std::errc{} && end == text.data() + text.size();
  return whole && out.value >= 0 ? "" : fmt::format("\"{}\" is not a number; write 4 or 1.5", text);
}

Parsed<Limit> parse_limit(std::string_view text) {
  Limit limit;
  limit.text = trimmed(text);
  const auto parts = check_parts(limit.text);
  std::string problem = parts.problem;
  if (parts) {
    limit.comparison = parts.value->comparison;
    problem = read_promise(parts.value->metric, limit.promise);
    problem = problem.empty() ? read_value(parts.value->value, limit) : problem;
  }
  if (!problem.empty()) {
    return {std::nullopt, std::move(problem)};
  }
  return {std::move(limit), {}};
}

}  // namespace

Parsed<std::vector<Limit>> parse_budget(std::string_view text) {
  std::vector<Limit> limits;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    auto limit = parse_limit(text.substr(at, end - at));
    if (!limit) {
      return {std::nullopt, std::move(limit.problem)};
    }
    limits.push_back(std::move(*limit.value));
    at = end + 1;
  }
  return {std::move(limits), {}};
}

}  // namespace gameday::verdict
