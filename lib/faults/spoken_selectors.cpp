#include <fmt/format.h>

#include "faults/counter.hpp"
#include "faults/spoken.hpp"

namespace gameday::faults {
namespace {

std::string_view many(Per per) {
  switch (per) {
    case Per::attempt:
      return "attempts";
    case Per::request:
      return "requests";
    case Per::key:
      return "keys";
    case Per::model:
      return "models";
    case Per::connection:
      return "connections";
    case Per::proxy:
      return "runs";
  }
  return {};
}

std::string share_text(const Selectors& selectors) {
  const std::string_view whom = many(selectors.per.value_or(Per::attempt));
  const Ratio share = *selectors.share;
  if (share == Ratio{1, 1}) {
    return fmt::format("every {}", whom.substr(0, whom.size() - 1));
  }
  const std::string number = to_text(share);
  return share == Ratio{1, 2} ? fmt::format("half ({}) of {}", number, whom)
                              : fmt::format("{} of {}", number, whom);
}

/// `21st`
std::string ordinal(std::uint64_t number) {
  const bool teen = number % 100 >= 11 && number % 100 <= 13;
  const std::uint64_t last = teen ? 0 : number % 10;
  const char* ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  return fmt::format("{}{}", number, ending);
}

std::string counter_text(const Selectors& selectors) {
  const std::uint64_t skip = selectors.skip.value_or(0);
  std::string text;
  if (selectors.first && skip > 0) {
    text = fmt::format("attempts {} to {}", skip + 1, skip + *selectors.first);
  } else if (selectors.first) {
    text = *selectors.first == 1 ? std::string("first attempt")
                                 : fmt::format("first {} attempts", *selectors.first);
  } else if (selectors.every) {
    text = fmt::format("every {} attempt", ordinal(*selectors.every));
  } else if (!selectors.sequence.empty()) {
    std::vector<std::string> words;
    for (const bool fails : selectors.sequence) {
      words.emplace_back(fails ? "fail" : "pass");
    }
    text = "in turn " + joined(words, " ");
  } else if (selectors.above_rate) {
    text = fmt::format("what comes above {}", to_text(selectors.above_rate->rate));
  }
  if (skip > 0 && !selectors.first) {
    text += fmt::format("{}after {} attempts", text.empty() ? "" : " ", skip);
  }
  const std::string_view cell = many(selectors.per.value_or(Per::proxy));
  const bool of_each = selectors.per && selectors.per != Per::proxy;
  return of_each ? fmt::format("{} of each {}", text, cell.substr(0, cell.size() - 1)) : text;
}

std::string one_of(const std::vector<std::string>& list) {
  return joined(list, " or ");
}

std::string key_text(const std::vector<KeyPattern>& keys) {
  std::vector<std::string> texts;
  for (const KeyPattern& key : keys) {
    texts.push_back(key.sha_prefix.empty() ? key.source : "sha:" + key.sha_prefix.substr(0, 4));
  }
  return "key " + one_of(texts);
}

}  // namespace

std::vector<std::string> spoken(const Selectors& selectors) {
  std::vector<std::string> parts;
  if (selectors.share) {
    parts.push_back(share_text(selectors));
  }
  if (has_counter(selectors)) {
    parts.push_back(counter_text(selectors));
  }
  if (parts.empty()) {
    parts.emplace_back("every attempt");
  }
  if (!selectors.replicas.empty()) {
    parts.push_back(fmt::format("replica {}", fmt::join(selectors.replicas, " or ")));
  }
  if (selectors.stream) {
    parts.emplace_back(*selectors.stream ? "streamed only" : "unary only");
  }
  if (!selectors.models.empty()) {
    parts.push_back("model " + one_of(selectors.models));
  }
  if (!selectors.paths.empty()) {
    parts.push_back("path " + one_of(selectors.paths));
  }
  if (!selectors.methods.empty()) {
    parts.push_back("method " + one_of(selectors.methods));
  }
  if (!selectors.keys.empty()) {
    parts.push_back(key_text(selectors.keys));
  }
  for (const FieldPattern& field : selectors.fields) {
    parts.push_back(field.glob ? fmt::format("{}: {}", field.name, *field.glob)
                               : "without " + field.name);
  }
  if (selectors.body_over) {
    parts.push_back("body over " + to_text(*selectors.body_over));
  }
  return parts;
}

std::string spoken_of(const Selectors& selectors, std::string_view what) {
  constexpr std::string_view word = "attempt";
  std::string text = joined(spoken(selectors), ", ");
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at)) {
    text.replace(at, word.size(), what);
  }
  return text;
}

}  // namespace gameday::faults
