#include "faults/limit_words.hpp"

#include <string>
#include <string_view>

namespace gameday::faults {
namespace {

void replace(std::string& text, std::string_view from, std::string_view to) {
  if (const std::size_t at = text.find(from); at != std::string::npos) {
    text.replace(at, from.size(), to);
  }
}

void swap_fields(http::Fields& fields, std::string_view left, std::string_view right) {
  if (fields.has(left) && fields.has(right)) {
    const std::string one(fields.get(left));
    const std::string other(fields.get(right));
    fields.set(left, other);
    fields.set(right, one);
  }
}

void measure(llm::TrueAnswer& answer) {
  answer.head.fields.set("Content-Length", std::to_string(answer.body.size()));
}

}  // namespace

// Words as of the providers' answers in 2025; limits as in lib/llm's fields.
void say_tokens(llm::Dialect dialect, llm::TrueAnswer& answer) {
  http::Fields& fields = answer.head.fields;
  if (dialect == llm::Dialect::openai) {
    replace(answer.body, R"("type":"requests")", R"("type":"tokens")");
    replace(answer.body, "on requests per min (RPM): Limit 500, Used 500, Requested 1.",
            "on tokens per min (TPM): Limit 200000, Used 199700, Requested 1200.");
    fields.set("x-ratelimit-remaining-requests", "499");
    fields.set("x-ratelimit-remaining-tokens", "300");
    swap_fields(fields, "x-ratelimit-reset-requests", "x-ratelimit-reset-tokens");
  } else {
    replace(answer.body, "50 requests per minute", "30,000 input tokens per minute");
    fields.set("anthropic-ratelimit-requests-remaining", "49");
    fields.set("anthropic-ratelimit-input-tokens-remaining", "0");
    swap_fields(fields, "anthropic-ratelimit-requests-reset",
                "anthropic-ratelimit-input-tokens-reset");
  }
  measure(answer);
}

void say_no_wait(llm::TrueAnswer& answer) {
  constexpr std::string_view begin = " Please try again in ";
  const std::size_t at = answer.body.find(begin);
  if (at == std::string::npos) {
    return;
  }
  const std::size_t end = answer.body.find("s.", at);  // every wait ends with `ms` or `s`
  if (end != std::string::npos) {
    answer.body.erase(at, end + 2 - at);
    measure(answer);
  }
}

}  // namespace gameday::faults
