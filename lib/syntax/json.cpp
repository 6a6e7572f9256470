#include "syntax/json.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "base/utf8.hpp"
#include "syntax/file.hpp"
#include "syntax/lines.hpp"
#include "syntax/tree_builder.hpp"

namespace gameday::syntax {
namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_shown = 8;  // of what the parser stumbled over

// nlohmann says what comes next but not where. It has checked the text up to its event, so finding
// that token again is simple: skip blanks, commas and colons, then step over it.
class Events : public nlohmann::json_sax<Json> {
 public:
  Events(std::string_view text, const Lines& lines, Problems& problems)
      : text_(text), lines_(lines), problems_(problems), tree_(problems) {}

  std::optional<Value> root() { return tree_.root(); }

  bool null() override { return tree_.null(place(word())); }
  bool boolean(bool) override { return scalar(); }
  bool number_integer(number_integer_t) override { return scalar(); }
  bool number_unsigned(number_unsigned_t) override { return scalar(); }
  bool number_float(number_float_t, const string_t&) override { return scalar(); }
  bool string(string_t& value) override { return tree_.text(place(quoted()), value, true); }
  bool binary(binary_t&) override { return false; }  // JSON has none
  bool key(string_t& name) override { return tree_.text(place(quoted()), name, true); }
  bool start_object(std::size_t) override { return tree_.open(place(letter()), Value::Kind::map); }
  bool start_array(std::size_t) override { return tree_.open(place(letter()), Value::Kind::list); }
  bool end_object() override { return closed(); }
  bool end_array() override { return closed(); }

  bool parse_error(std::size_t position, const std::string& last,
                   const Json::exception& failure) override {
    const std::size_t offset = position > 0 ? position - 1 : 0;
    problems_.error(lines_.at_offset(offset), tree_.path(), explain(offset, last, failure.what()));
    return false;
  }

 private:
  bool scalar() {
    const std::string_view written = word();
    return tree_.text(place(written), std::string(written), false);
  }
  bool closed() {
    letter();
    tree_.close();
    return true;
  }

  void skip_between() {
    const std::size_t next = text_.find_first_not_of(" \t\r\n,:", at_);
    at_ = next == std::string_view::npos ? text_.size() : next;
  }
  std::string_view take(std::size_t end) {
    const std::string_view token = text_.substr(at_, end - at_);
    at_ = end;
    return token;
  }
  std::string_view letter() {
    skip_between();
    return take(std::min(at_ + 1, text_.size()));
  }
  std::string_view word() {
    skip_between();
    return take(std::min(text_.find_first_of(" \t\r\n,:]}", at_), text_.size()));
  }
  std::string_view quoted() {
    skip_between();
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    return take(std::min(end + 1, text_.size()));
  }
  Place place(std::string_view token) const {
    return lines_.at_offset(static_cast<std::size_t>(token.data() - text_.data()),
                            utf8_length(token));
  }

  std::string explain(std::size_t offset, const std::string& last, std::string_view theirs) const {
    const char wrong = offset < text_.size() ? text_[offset] : '\0';
    const std::size_t before = text_.find_last_not_of(" \t\r\n", offset == 0 ? 0 : offset - 1);
    if ((wrong == '}' || wrong == ']') && before != std::string_view::npos &&
        text_[before] == ',') {
      return std::string("a comma stands before the `") + wrong + "`; take it out";
    }
    if (wrong == '/' || wrong == '#') {
      return "JSON has no comments; write a key: \"//\": \"the comment\"";
    }
    if (offset >= text_.size()) {
      return "the file ends too early; a quote or a bracket is not closed";
    }
    const std::size_t reason = theirs.find(" - ");
    std::string_view why = reason == std::string_view::npos ? theirs : theirs.substr(reason + 3);
    why = why.substr(0, why.find("; last read"));
    // It may be a key that somebody pasted: enough of it to be found.
    const bool cut = last.size() > longest_shown;
    return "not valid JSON near `" + last.substr(0, longest_shown) + (cut ? "…" : "") +
           "`: " + std::string(why);
  }

  std::string_view text_;
  const Lines& lines_;
  Problems& problems_;
  TreeBuilder tree_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Value> parse_json(std::string_view file, Problems& problems) {
  const std::size_t errors_before = problems.list().size();
  const auto text = plain_text(file, problems);
  if (!text) {
    return std::nullopt;
  }
  if (text->find_first_not_of(" \t\r\n") == std::string_view::npos) {
    problems.error({1, 1, 1}, "", "the file is empty");
    return std::nullopt;
  }
  const Lines lines(*text);
  Events events(*text, lines, problems);
  const bool fine = Json::sax_parse(*text, &events);
  return fine && problems.list().size() == errors_before ? events.root() : std::nullopt;
}

}  // namespace gameday::syntax
