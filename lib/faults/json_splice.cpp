#include "faults/json_splice.hpp"

#include <vector>

#include <nlohmann/json.hpp>

#include "base/json_writer.hpp"
#include "base/units.hpp"

namespace gameday::faults {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Over a text that is JSON, so every bracket and quote has its other.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  char peek() {
    at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  std::size_t at() const { return at_; }
  void step() { ++at_; }
  JsonSpan value() {
    const char first = peek();
    const std::size_t begin = at_;
    if (first == '"') {
      skip_text();
    } else if (first == '{' || first == '[') {
      skip_inside();
    } else {
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
    return {begin, at_};
  }

 private:
  void skip_text() {
    ++at_;
    while (text_[at_] != '"') {
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    ++at_;
  }
  void skip_inside() {
    std::size_t depth = 0;
    do {
      const char letter = text_[at_];
      if (letter == '"') {
        skip_text();
        continue;
      }
      depth += letter == '{' || letter == '[' ? 1 : 0;
      depth -= letter == '}' || letter == ']' ? 1 : 0;
      ++at_;
    } while (depth > 0);
  }

  std::string_view text_;
  std::size_t at_;
};

struct Item {
  JsonSpan whole;  // of an object: from its name on
  JsonSpan value;
};
/// What there is in an object or list, as far as anybody asks: there may be millions of items.
struct Found {
  char kind = '\0';  // { or [
  std::uint64_t count = 0;
  std::optional<Item> last;
  std::optional<Item> it;  // that was looked for
  std::optional<Item> before_it;
  std::optional<Item> behind_it;

  void add(const Item& item, bool is_it) {
    if (is_it) {
      before_it = last;
      it = item;
      behind_it.reset();
    } else if (it && !behind_it) {
      behind_it = item;
    }
    last = item;
    ++count;
  }
};

std::string name_of(std::string_view quoted) {
  if (quoted.find('\\') == std::string_view::npos) {
    return std::string(quoted.substr(1, quoted.size() - 2));
  }
  const auto name = nlohmann::json::parse(quoted, nullptr, false);
  return name.is_string() ? name.get<std::string>() : std::string();
}

/// What `token` names inside the value at `inside`.
Found look_inside(std::string_view json, JsonSpan inside, const std::string& token) {
  Found found;
  found.kind = json[inside.begin];
  if (found.kind != '{' && found.kind != '[') {
    return found;
  }
  const auto index = parse_count(token);
  Cursor cursor(json, inside.begin + 1);
  while (cursor.peek() != '}' && cursor.peek() != ']') {
    Item item;
    item.value = cursor.value();
    item.whole = item.value;
    bool is_it = found.kind == '[' && index && *index.value == found.count;
    if (found.kind == '{') {
      is_it = name_of(json.substr(item.value.begin, item.value.end - item.value.begin)) == token;
      cursor.peek();
      cursor.step();  // the colon
      item.value = cursor.value();
      item.whole.end = item.value.end;
    }
    found.add(item, is_it);
    if (cursor.peek() == ',') {
      cursor.step();
    }
  }
  return found;
}

std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    const char letter = pointer[at];
    if (letter == '/') {
      tokens.emplace_back();
    } else if (letter == '~' && at + 1 < pointer.size()) {
      tokens.back() += pointer[++at] == '1' ? '/' : '~';
    } else if (!tokens.empty()) {
      tokens.back() += letter;
    }
  }
  return tokens;
}

JsonSpan whole_of(std::string_view json) {
  return Cursor(json, 0).value();
}

/// `value` inside objects of these names.
std::string wrapped(const std::vector<std::string>& tokens, std::size_t from,
                    std::string_view value) {
  std::string text;
  JsonWriter writer(text);
  for (std::size_t at = from; at < tokens.size(); ++at) {
    writer.object().key(tokens[at]);
  }
  writer.raw(value);
  for (std::size_t at = from; at < tokens.size(); ++at) {
    writer.end();
  }
  return text;
}

}  // namespace

bool is_json(std::string_view text) {
  return nlohmann::json::accept(text);
}

std::optional<JsonSpan> find_value(std::string_view json, std::string_view pointer) {
  JsonSpan span = whole_of(json);
  for (const std::string& token : tokens_of(pointer)) {
    const Found found = look_inside(json, span, token);
    if (!found.it) {
      return std::nullopt;
    }
    span = found.it->value;
  }
  return span;
}

bool set_value(std::string& json, std::string_view pointer, std::string_view value) {
  const std::vector<std::string> tokens = tokens_of(pointer);
  JsonSpan span = whole_of(json);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Found found = look_inside(json, span, tokens[at]);
    if (found.it) {
      span = found.it->value;
      continue;
    }
    const bool null = std::string_view(json).substr(span.begin).starts_with("null");
    if (null) {
      json.replace(span.begin, span.end - span.begin, wrapped(tokens, at, value));
      return true;
    }
    const bool behind = tokens[at] == "-" || tokens[at] == std::to_string(found.count);
    if (found.kind != '{' && (found.kind != '[' || !behind)) {
      return false;
    }
    std::string item = wrapped(tokens, found.kind == '{' ? at : at + 1, value);
    if (found.kind == '{') {
      item = item.substr(1, item.size() - 2);
    }
    const bool first = !found.last;
    json.insert(first ? span.begin + 1 : found.last->whole.end, (first ? "" : ",") + item);
    return true;
  }
  json.replace(span.begin, span.end - span.begin, value);
  return true;
}

bool unset_value(std::string& json, std::string_view pointer) {
  JsonSpan span = whole_of(json);
  std::optional<JsonSpan> gone;
  for (const std::string& token : tokens_of(pointer)) {
    const Found found = look_inside(json, span, token);
    if (!found.it) {
      return false;
    }
    span = found.it->value;
    gone = found.it->whole;
    if (found.before_it) {  // with the comma before it
      gone->begin = found.before_it->whole.end;
    } else if (found.behind_it) {  // or behind it
      gone->end = found.behind_it->whole.begin;
    }
  }
  if (!gone) {
    return false;
  }
  json.erase(gone->begin, gone->end - gone->begin);
  return true;
}

}  // namespace gameday::faults
