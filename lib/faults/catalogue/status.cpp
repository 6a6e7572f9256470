#include <fmt/format.h>

#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

using Kind = RetryAfterHint::Kind;

Injection rate_limited(MapReader& map) {
  Injection injection = answering_error("rate-limit");
  injection.deed.respond->retry_after = read_retry_after(map, {Kind::fixed, 2s, {}});
  injection.deed.respond->token_limit =
      read_word(map, "limit", {"requests", "tokens"}, "limit") == "tokens";
  return injection;
}

Injection without_hint(MapReader& map) {
  Injection injection = answering_error("rate-limit");
  RetryAfterHint& hint = injection.deed.respond->retry_after;
  hint.kind = Kind::none;
  const Value* sentence = map.take("sentence");
  if (sentence != nullptr && sentence->text != "none") {
    if (const auto wait = map.duration("sentence")) {
      hint = {Kind::told, *wait, {}};
    }
  }
  if (hint.wait == forever) {
    map.error("sentence", "is how long the message says to wait; write 6s or none");
  }
  return injection;
}

Injection out_of_money(MapReader& map) {
  return answering_error(
      read_word(map, "code", {"quota", "credit", "spend-limit", "billing"}, "money trouble"));
}

// Seconds as no sane server sends them: a day, the past, no wait, a fraction, a word, three years,
// and a date long gone.
RetryAfterHint lies(MapReader& map) {
  RetryAfterHint hint{Kind::raw, {}, map.texts("values")};
  if (hint.raw.empty()) {
    if (map.has("values")) {
      map.error("values", "is empty; write [\"86400\", \"soon\"]");
    }
    hint.raw = {"86400", "-5", "0", "1.5", "soon", "99999999", "Thu, 01 Jan 1970 00:00:00 GMT"};
  }
  for (const std::string& text : hint.raw) {
    if (text.find_first_of("\r\n") != std::string::npos) {
      map.error("values", "has a line break, which no header field can have");
    }
  }
  return hint;
}

Injection lying(MapReader& map) {
  constexpr std::uint64_t success = 200;
  const auto status = map.count("status", success, 599);
  Injection injection = answering_error("rate-limit");
  Respond& respond = *injection.deed.respond;
  if (status == success) {
    respond.source = Respond::Source::completion;
    respond.text = "asked";
  } else if (status) {
    respond.status = static_cast<int>(*status);
  }
  respond.retry_after = lies(map);
  if (const auto milliseconds = map.text("ms")) {
    if (milliseconds->find_first_of("\r\n") != std::string::npos) {
      map.error("ms", "has a line break, which no header field can have");
    } else {
      respond.headers.emplace_back("retry-after-ms", *milliseconds);
    }
  }
  return injection;
}

Injection server_error(MapReader& map) {
  const std::string shape =
      read_word(map, "shape", {"json", "empty", "text", "array"}, "shape of an error");
  const auto status = static_cast<int>(map.count("status", 500, 599).value_or(0));
  Injection injection = answering_error("server");
  Respond& respond = *injection.deed.respond;
  respond.status = status;
  if (shape == "json") {
    return injection;
  }
  constexpr int usual = 500;
  respond.status = status == 0 ? usual : status;
  respond.source = shape == "empty" ? Respond::Source::body : Respond::Source::json;
  respond.text = shape == "empty" ? ""
                 : shape == "text"
                     ? R"({"error":"Internal server error"})"
                     : fmt::format(R"([{{"error":{{"code":{},"message":"Internal error"}}}}])",
                                   respond.status);
  return injection;
}

Injection overloaded(MapReader& map) {
  Injection injection = answering_error("overloaded");
  const auto status = map.count("status", 400, 599);
  if (status && *status != 503 && *status != 529) {
    map.error("status", "overloaded is 503 or 529");
  } else if (status) {
    injection.deed.respond->status = static_cast<int>(*status);
  }
  return injection;
}

// As routers say it: the upstream's status in the body, and 200 outside.
Injection error_in_200(MapReader& map) {
  const auto code = map.count("code", 400, 599).value_or(502);
  const bool whole = read_word(map, "form", {"body", "choice"}, "form") == "body";
  const std::string error =
      fmt::format(R"("error":{{"code":{},"message":"Provider returned error"}})", code);
  Respond respond;
  respond.source = Respond::Source::json;
  respond.status = 200;
  respond.text = whole
                     ? '{' + error + '}'
                     : R"({"id":"gen-1","object":"chat.completion","created":0,"model":"unknown",)"
                       R"("choices":[{"index":0,"message":{"role":"assistant","content":""},)"
                       R"("finish_reason":"error",)" +
                           error + "}]}";
  return answering(std::move(respond));
}

}  // namespace

std::vector<CatalogueEntry> status_slugs() {
  return {
      {"F01",
       "rate-limited",
       "429 with a waiting hint",
       {{"retry_after", "2s"}, {"limit", "requests / tokens"}},
       "respond: {error: rate-limit, retry_after: 2s}",
       rate_limited},
      {"F02",
       "rate-limited-no-hint",
       "429 that does not say how long",
       {{"sentence", "none / 6s", "duration"}},
       "respond: {error: rate-limit, retry_after: none}",
       without_hint},
      {"F03",
       "out-of-money",
       "a 429 that no waiting mends",
       {{"code", "quota / credit / spend-limit / billing"}},
       "respond: {error: quota}",
       out_of_money},
      {"F04",
       "lying-retry-after",
       "waiting hints that make no sense, in turn",
       {{"values", "[\"86400\", \"-5\", \"0\", \"1.5\", \"soon\", \"99999999\", a past date]"},
        {"ms", "none", "text"},
        {"status", "429", "", "200", "599"}},
       "respond: {error: rate-limit, retry_after: [\"86400\", …]}",
       lying},
      {"F05",
       "server-error",
       "500",
       {{"shape", "json / empty / text / array"}, {"status", "500", "", "500", "599"}},
       "respond: {error: server}",
       server_error},
      {"F08",
       "overloaded",
       "503 of OpenAI, 529 of Anthropic",
       {{"status", "by dialect / 503 / 529", "integer"}},
       "respond: {error: overloaded}",
       overloaded},
      {"F10",
       "error-in-200",
       "a success outside, an error inside",
       {{"code", "502", "", "400", "599"}, {"form", "body / choice"}},
       "respond: {status: 200, json: {error: {code: 502, message: Provider returned error}}}",
       error_in_200},
  };
}

}  // namespace gameday::faults
