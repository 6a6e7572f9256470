#include "gateway/schema/judge.hpp"

#include <algorithm>
#include <stdexcept>  // valijson includes it inside its own namespace

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "gateway/schema/json_text.hpp"
#include "gateway/schema/limits.hpp"

namespace gameday::gateway::schema {

namespace {

using nlohmann::json;
using valijson::ValidationResults;

Judgement unchecked(Unchecked reason) {
  Judgement judgement;
  judgement.unchecked = reason;
  return judgement;
}

Judgement violated(std::string sentence) {
  Judgement judgement;
  judgement.violation = std::move(sentence);
  return judgement;
}

/// At most so many bytes, and no half character.
std::string shortened(std::string text, std::size_t most) {
  if (text.size() <= most) {
    return text;
  }
  constexpr std::string_view dots = "…";
  std::size_t end = most - dots.size();
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  text.resize(end);
  return text.append(dots);
}

/// valijson's `<root>`, `[items]`, `[0]` as a JSON Pointer.
std::string pointer_of(const std::vector<std::string>& context) {
  std::string pointer;
  for (std::size_t at = 1; at < context.size(); ++at) {
    pointer += '/';
    const std::string_view name = std::string_view(context[at]).substr(1, context[at].size() - 2);
    for (const char one : name) {
      pointer += one == '~' ? "~0" : one == '/' ? "~1" : std::string(1, one);
    }
  }
  return pointer;
}

std::string sentence(const ValidationResults::Error& error) {
  std::string words = error.description;
  if (words.ends_with('.')) {
    words.pop_back();
  }
  const std::string place = pointer_of(error.context);
  return shortened(place.empty() ? words : "at " + place + ": " + words, sentence_bytes_most);
}

enum class Fit { yes, no, unknown };

/// Without results it ends at the first misfit, with them it looks for more. At most `most` steps.
Fit fit(const Compiled& schema, const json& answer, const Size& size, std::uint64_t& work,
        std::uint64_t most, ValidationResults* results) {
  const std::uint64_t given = std::min(work, most);
  Meter& meter = *schema.meter;
  meter = {given, size.steps, size.longest_text, size.longest_key, results};
  Fit found = Fit::unknown;
  try {
    valijson::Validator validator;
    const valijson::adapters::NlohmannJsonAdapter target(answer);
    found = validator.validate(*schema.root, target, results) ? Fit::yes : Fit::no;
  } catch (const Blown&) {
  }
  work -= given - meter.left;
  return found;
}

/// The first place found is the deepest, for a value is judged after its parts.
std::string words_for(const Compiled& schema, const json& answer, const Size& size,
                      std::uint64_t& work) {
  ValidationResults results;
  fit(schema, answer, size, work, wording_work_most, &results);
  return results.numErrors() > 0 ? sentence(*results.begin()) : "it does not fit the schema";
}

Judgement judge_value(const Compiled& schema, const json& answer, const Size& size,
                      std::uint64_t& work) {
  if ((size.depth + 1) * schema.in_a_row > nesting_most) {
    return unchecked(Unchecked::too_much_work);
  }
  try {
    switch (fit(schema, answer, size, work, work_most, nullptr)) {
      case Fit::yes:
        return Judgement();
      case Fit::no:
        return violated(words_for(schema, answer, size, work));
      case Fit::unknown:
        return unchecked(Unchecked::too_much_work);
    }
  } catch (const std::exception&) {
  }
  return unchecked(Unchecked::internal);
}

/// Nothing: it has been read.
std::optional<Judgement> unread(std::string_view text, json& answer, Size& size,
                                std::uint64_t& work) {
  if (text.size() > answer_bytes_most) {
    return unchecked(Unchecked::answer_too_large);
  }
  const std::uint64_t reading = text.size() / text_step_bytes + read_work * shape_of(text).values;
  if (reading >= work) {
    work = 0;
    return unchecked(Unchecked::too_much_work);
  }
  work -= reading;
  switch (read_json(text, answer_depth_most, answer, size)) {
    case Read::not_json:
      return violated("the text is not JSON");
    case Read::too_large:
      return unchecked(Unchecked::answer_too_large);
    case Read::unsupported:
      return unchecked(Unchecked::answer_unsupported);
    case Read::ok:
      break;
  }
  return std::nullopt;
}

}  // namespace

Judgement judge(const Compiled& schema, std::string_view text, std::uint64_t& work) {
  json answer;
  Size size;
  if (auto judgement = unread(text, answer, size, work)) {
    return *std::move(judgement);
  }
  return judge_value(schema, answer, size, work);
}

Judgement judge_object(std::string_view text, std::uint64_t& work) {
  json answer;
  Size size;
  if (auto judgement = unread(text, answer, size, work)) {
    return *std::move(judgement);
  }
  return answer.is_object() ? Judgement() : violated("the text is no JSON object");
}

}  // namespace gameday::gateway::schema
