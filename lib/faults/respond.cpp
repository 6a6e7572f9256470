#include <algorithm>

#include "faults/deeds.hpp"
#include "faults/json_text.hpp"
#include "http/field_values.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::faults {
namespace {

using Source = Respond::Source;

int read_status(MapReader& map) {
  constexpr std::uint64_t lowest = 200;  // 1xx is never the answer
  return static_cast<int>(map.count("status", lowest, 599).value_or(0));
}

void read_name(MapReader& map, std::string_view key, Source source, const Words& known,
               std::string_view what, Respond& respond) {
  if (map.has(key)) {
    const auto text = map.find(key)->kind == Value::Kind::text ? map.find(key)->text : "";
    const std::string name = read_word(map, key, known, what);
    respond.text = name == text ? name : "";
    respond.source = source;
  }
}

void read_source(MapReader& map, Respond& respond) {
  read_name(map, "error", Source::error, llm::error_names(), "provider's error", respond);
  read_name(map, "page", Source::page, llm::page_names(), "page", respond);
  read_name(map, "completion", Source::completion, llm::completion_shapes(), "shape of an answer",
            respond);
  if (const Value* json = map.take("json")) {
    respond.source = Source::json;
    respond.text = json_text(*json);
  }
  for (const auto& [key, source] : {std::pair("body", Source::body), {"raw", Source::raw}}) {
    if (const auto text = map.text(key)) {
      respond.source = source;
      respond.text = *text;
    }
  }
}

bool one_source(MapReader& map) {
  std::string_view first;
  for (const std::string_view key :
       {"error", "page", "json", "body", "file", "completion", "raw"}) {
    if (map.has(key) && !first.empty()) {
      map.error(key, "an answer has one source and " + std::string(first) +
                         " stands here already; keep one of them");
      return false;
    }
    first = map.has(key) ? key : first;
  }
  return true;
}

void read_dialect(MapReader& map, Respond& respond) {
  static const Words known = {"auto", "openai", "anthropic"};
  const std::string word = read_word(map, "dialect", known, "dialect");
  if (word != "auto") {
    respond.dialect = word == "openai" ? llm::Dialect::openai : llm::Dialect::anthropic;
  }
}

/// What the end of the file's name says of it; as `body` or `json` where it says nothing else.
std::string_view type_of(std::string_view file) {
  return file.ends_with(".json")   ? "application/json"
         : file.ends_with(".html") ? "text/html"
         : file.ends_with(".sse")  ? http::event_stream
                                   : "text/plain";
}

void read_file(MapReader& map, const NamedFiles& files, Respond& respond) {
  const auto file = map.text("file");
  if (!file) {
    return;
  }
  respond.source = Source::body;
  if (!files) {
    map.error("file",
              "can be named beside a scenario file only; write the answer's body under body "
              "or json");
    return;
  }
  respond.text = files(map, "file", *file).value_or("");
  const auto typed = [](const HeadChange::Field& field) {
    return http::same_name(field.first, "Content-Type");
  };
  if (std::none_of(respond.headers.begin(), respond.headers.end(), typed)) {
    respond.headers.emplace_back("Content-Type", type_of(*file));
  }
}

/// Its bytes are the whole answer.
void refuse_beside_raw(MapReader& map, const Respond& respond) {
  for (const std::string_view key : {"status", "headers", "retry_after", "dialect"}) {
    if (map.has(key)) {
      map.error(key, "raw is the whole answer, its head included; write it there");
    }
  }
  if (respond.text.empty()) {
    map.error("raw", "is empty; to say nothing, write end: {before: headers, how: fin}");
  }
}

RetryAfterHint read_raw_hints(MapReader& map, const RetryAfterHint& otherwise) {
  RetryAfterHint hint{RetryAfterHint::Kind::raw, {}, map.texts("retry_after")};
  const bool broken = std::any_of(hint.raw.begin(), hint.raw.end(), [](const std::string& text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
  });
  if (broken) {
    map.error("retry_after", "has a line break, which no header field can have");
  } else if (hint.raw.empty()) {
    map.error("retry_after", "is empty; write [\"86400\", \"soon\"] or none");
  }
  return broken || hint.raw.empty() ? otherwise : hint;
}

}  // namespace

RetryAfterHint read_retry_after(MapReader& map, const RetryAfterHint& otherwise) {
  const Value* value = map.take("retry_after");
  if (value == nullptr) {
    return otherwise;
  }
  if (value->kind == Value::Kind::list) {
    return read_raw_hints(map, otherwise);
  }
  if (value->kind == Value::Kind::text && (value->text == "auto" || value->text == "none")) {
    const bool automatic = value->text == "auto";
    return {automatic ? RetryAfterHint::Kind::automatic : RetryAfterHint::Kind::none, {}, {}};
  }
  const auto wait = map.duration("retry_after");
  if (wait == forever) {
    map.error("retry_after", "Retry-After is a number of seconds; write 20s, 5m or none");
    return otherwise;
  }
  return wait ? RetryAfterHint{RetryAfterHint::Kind::fixed, *wait, {}} : otherwise;
}

std::optional<Respond> read_respond(MapReader& map, const NamedFiles& files) {
  const Value* value = map.take("respond");
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind == Value::Kind::text && parse_count(value->text)) {
    map.error("respond", "is a map; write respond: {status: " + value->text + '}');
    return std::nullopt;
  }
  MapReader inside(*value, map.path_of("respond"), "respond", map.problems());
  if (!inside.is_map()) {
    return std::nullopt;
  }
  Respond respond;
  respond.status = read_status(inside);
  read_source(inside, respond);
  respond.headers = read_fields(inside, "headers");
  respond.retry_after = read_retry_after(inside, {});
  read_dialect(inside, respond);
  read_file(inside, files, respond);
  respond.early = inside.boolean("early").value_or(false);
  inside.finish();
  const bool named = respond.source == Source::error || respond.source == Source::page ||
                     respond.source == Source::completion;
  if (respond.source == Source::raw) {
    refuse_beside_raw(inside, respond);
  }
  const bool nothing = respond.source == Source::status && respond.status == 0;
  if (nothing && !inside.has("status") && !inside.has("file")) {
    map.error("respond",
              "says no answer; write {status: 503}, {error: overloaded} or {page: "
              "nginx-502}");
  }
  const bool usable = one_source(inside) && !nothing && !(named && respond.text.empty());
  return usable ? std::optional(respond) : std::nullopt;
}

}  // namespace gameday::faults
