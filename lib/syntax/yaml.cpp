#include "syntax/yaml.hpp"

#include <istream>
#include <streambuf>
#include <string>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/utf8.hpp"
#include "syntax/file.hpp"
#include "syntax/lines.hpp"
#include "syntax/tree_builder.hpp"

namespace gameday::syntax {
namespace {

// Thrown through yaml-cpp to end its work; the problem has been added already.
struct Stop {};

// Behind the closing quote of the text that `rest` begins with; npos when there is none.
std::size_t end_of_quoted(std::string_view rest) {
  const char quote = rest.front();
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (quote == '"' && rest[at] == '\\') {
      ++at;
    } else if (rest[at] == quote) {
      const bool doubled = quote == '\'' && rest.substr(at + 1).starts_with(quote);
      if (!doubled) {
        return at + 1;
      }
      ++at;
    }
  }
  return std::string_view::npos;
}

class Events : public YAML::EventHandler {
 public:
  Events(const Lines& lines, Problems& problems)
      : lines_(lines), problems_(problems), tree_(problems) {}

  std::optional<Value> root() { return tree_.root(); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) {
      stop(mark, "a second document begins here; a file holds one, so take out the `---`");
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { step(tree_.null(at(mark, 1))); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { no_anchors(mark); }
  void OnAnchor(const YAML::Mark& mark, const std::string&) override { no_anchors(mark); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& text) override {
    no_tags(mark, tag);
    const bool quoted = tag == "!";  // so yaml-cpp marks quotes and block texts
    if (tree_.wants_key() && text == "<<" && !quoted) {
      stop(mark, "merge keys are not used here; write the keys out");
    }
    const Place place = at(mark, shown_length(mark, text));
    step(tree_.text(place, text, quoted));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    no_tags(mark, tag);
    step(tree_.open(at(mark, 1), Value::Kind::list));
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    no_tags(mark, tag);
    step(tree_.open(at(mark, 1), Value::Kind::map));
  }
  void OnSequenceEnd() override { tree_.close(); }
  void OnMapEnd() override { tree_.close(); }

 private:
  Place at(const YAML::Mark& mark, std::size_t length) const {
    return lines_.at_mark(static_cast<std::size_t>(mark.line),
                          static_cast<std::size_t>(mark.column), length);
  }

  // What the carets mark: one line at most, with the quotes. yaml-cpp takes a quote that is never
  // closed as if it ended with the file, so this looks for its end.
  std::size_t shown_length(const YAML::Mark& mark, const std::string& text) {
    const std::string_view rest = lines_.from_mark(static_cast<std::size_t>(mark.line),
                                                   static_cast<std::size_t>(mark.column));
    const char first = rest.empty() ? ' ' : rest.front();
    if (first != '"' && first != '\'') {
      return text.find('\n') == std::string::npos ? utf8_length(text) : 1;
    }
    const std::size_t end = end_of_quoted(rest);
    if (end == std::string_view::npos) {
      stop(mark, "this quote is never closed");
    }
    const std::string_view written = rest.substr(0, end);
    return written.find('\n') == std::string_view::npos ? utf8_length(written) : 1;
  }

  [[noreturn]] void stop(const YAML::Mark& mark, std::string what) {
    problems_.error(at(mark, 1), tree_.path(), std::move(what));
    throw Stop();
  }
  static void step(bool fine) {
    if (!fine) {
      throw Stop();
    }
  }
  [[noreturn]] void no_anchors(const YAML::Mark& mark) {
    stop(mark,
         "anchors and aliases (&, *) are not used here; write the value out, in quotes if "
         "it is a text");
  }
  void no_tags(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      stop(mark, "tags (!) are not used here; take it out, or put the text in quotes");
    }
  }

  const Lines& lines_;
  Problems& problems_;
  TreeBuilder tree_;
  int documents_ = 0;
};

// yaml-cpp reads from a stream only; this one does not copy.
class View : public std::streambuf {
 public:
  explicit View(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

std::size_t tab_in_indentation(std::string_view line) {
  const std::size_t text = line.find_first_not_of(" \t");
  const std::size_t tab = line.find('\t');
  return text != std::string_view::npos && tab < text ? tab : std::string_view::npos;
}

// yaml-cpp's words are about its grammar; these are about the file.
std::string in_plain_words(const std::string& message) {
  struct Words {
    std::string_view theirs;
    const char* ours;
  };
  static constexpr Words table[] = {
      {"illegal map value",
       "a `:` stands where no value can follow; check the indentation, and put quotes around a "
       "text with `: ` in it"},
      {"end of map not found",
       "this line does not fit those above; check its indentation and the `:` after a key"},
      {"end of sequence not found",
       "this line does not fit the list above; check its indentation and its `- `"},
      {"end of map flow not found",
       "a `{` or a quote is not closed, or a `,` is missing before this"},
      {"end of sequence flow not found",
       "a `[` or a quote is not closed, or a `,` is missing before this"},
      {"the referenced anchor is not defined",
       "aliases (*) are not used here; put quotes around a text that begins with *"},
      {"unknown token", "a text cannot begin with this letter; put quotes around it"},
      {"bad file", "too many collections inside one another"}};
  for (const Words& words : table) {
    if (message == words.theirs) {
      return words.ours;
    }
  }
  return "not valid YAML: " + message;
}

void explain(const YAML::Exception& failure, const Lines& lines, Problems& problems) {
  const auto line = static_cast<std::size_t>(std::max(failure.mark.line, 0));
  // A tab shows itself as an error on its own line or at the start of the next one.
  for (std::size_t near = line + 1; near-- > (line > 0 ? line - 1 : 0);) {
    const std::size_t tab = tab_in_indentation(lines.line(near));
    if (tab != std::string_view::npos) {
      problems.error(lines.at_mark(near, tab), "",
                     "a tab indents this line; YAML is indented with blanks");
      return;
    }
  }
  const auto column = static_cast<std::size_t>(std::max(failure.mark.column, 0));
  problems.error(lines.at_mark(line, column), "", in_plain_words(failure.msg));
}

}  // namespace

std::optional<Value> parse_yaml(std::string_view file, Problems& problems) {
  const std::size_t errors_before = problems.list().size();
  const auto text = plain_text(file, problems);
  if (!text) {
    return std::nullopt;
  }
  const Lines lines(*text);
  Events events(lines, problems);
  try {
    View view(*text);
    std::istream in(&view);
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(events)) {
    }
  } catch (const Stop&) {
    return std::nullopt;
  } catch (const YAML::Exception& failure) {
    explain(failure, lines, problems);
    return std::nullopt;
  }
  std::optional<Value> root = events.root();
  if (!root) {
    problems.error({1, 1, 1}, "", "the file is empty");
  }
  return problems.list().size() == errors_before ? std::move(root) : std::nullopt;
}

}  // namespace gameday::syntax
