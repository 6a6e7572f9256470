#include <algorithm>

#include "faults/counter.hpp"
#include "faults/selectors.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

constexpr std::uint64_t most = 1'000'000'000;  // no run has that many attempts

std::vector<bool> read_sequence(MapReader& map) {
  constexpr std::size_t longest = 1'000;
  std::vector<bool> sequence;
  const Value* value = map.take("sequence");
  if (value == nullptr) {
    return sequence;
  }
  const auto words = map.texts("sequence");
  for (const std::string& word : words) {
    if (word != "fail" && word != "pass") {
      map.error("sequence",
                '"' + word + "\" is neither fail nor pass" + did_you_mean(word, {"fail", "pass"}));
      return {};
    }
    sequence.push_back(word == "fail");
  }
  const bool list = value->kind == Value::Kind::list || value->kind == Value::Kind::text;
  if (words.size() > longest) {
    map.error("sequence", "is longer than 1,000; it repeats by itself");
  } else if (list && std::find(sequence.begin(), sequence.end(), true) == sequence.end()) {
    map.error("sequence", "never fails; write [fail, fail, pass]");
  }
  return sequence;
}

std::optional<AboveRate> read_above_rate(MapReader& map) {
  const auto rate = map.rate("above_rate");
  const auto burst = map.count("burst", 1, most);
  if (map.has("burst") && !map.has("above_rate")) {
    map.error("burst", "belongs to above_rate; add above_rate: 20/s or take it out");
  }
  if (!rate) {
    return std::nullopt;
  }
  if (rate->micro == 0) {
    map.error("above_rate", "0/s lets nothing pass; leave it out to hit every attempt");
    return std::nullopt;
  }
  constexpr std::uint64_t micro = 1'000'000;
  return AboveRate{*rate, burst.value_or(std::max<std::uint64_t>(1, rate->micro / micro))};
}

}  // namespace

void read_counters(MapReader& map, Selectors& selectors) {
  selectors.skip = map.count("skip", 0, most);
  selectors.first = map.count("first", 1, most);
  selectors.every = map.count("every", 1, most);
  selectors.sequence = read_sequence(map);
  selectors.above_rate = read_above_rate(map);
  std::string_view before;
  for (const std::string_view key : {"first", "every", "sequence", "above_rate"}) {
    if (!map.has(key)) {
      continue;
    }
    if (!before.empty()) {
      map.error(key, "cannot stand beside " + std::string(before) +
                         "; keep one (skip may go with any of them)");
    }
    before = key;
  }
}

void read_per(MapReader& map, Selectors& selectors) {
  const Words known(per_words.begin(), per_words.end());
  const auto word = map.text("per");
  if (!word) {
    return;
  }
  const auto found = std::find(known.begin(), known.end(), *word);
  if (found == known.end()) {
    map.error("per", '"' + *word + "\" is nothing to draw or count for; write " + listed(known) +
                         did_you_mean(*word, known));
    return;
  }
  selectors.per = static_cast<Per>(found - known.begin());
  const bool counts = has_counter(selectors);
  if (!selectors.share && !counts) {
    map.error("per",
              "says what a share is drawn for or a counter counts by; add share: 50% or "
              "first: 2, or take it out");
  } else if (counts && selectors.per == Per::attempt) {
    map.error("per",
              "a counter that counts each attempt on its own is always at 1; write request, "
              "key, model, connection or proxy");
  }
}

}  // namespace gameday::faults
