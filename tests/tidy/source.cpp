#include "tidy/source.hpp"

#include <algorithm>
#include <cctype>

namespace gameday::tidy {
namespace {

bool is_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

class Blanker {
 public:
  explicit Blanker(Source& source) : source_(source), text_(source.text) {
    source_.code = text_;
    source_.comments.assign(text_.size(), ' ');
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (text_[at] == '\n') {
        source_.comments[at] = '\n';
      }
    }
  }

  void run() {
    while (at_ < text_.size()) {
      if (text_.substr(at_, 2) == "//") {
        comment(std::min(text_.find('\n', at_), text_.size()));
      } else if (text_.substr(at_, 2) == "/*") {
        const auto close = text_.find("*/", at_ + 2);
        comment(close == std::string_view::npos ? text_.size() : close + 2);
      } else if (text_[at_] == '"' && at_ > 0 && text_[at_ - 1] == 'R') {
        raw_string();
      } else if (text_[at_] == '"' || (text_[at_] == '\'' && !separates_digits())) {
        quoted(text_[at_]);
      } else {
        ++at_;
      }
    }
  }

 private:
  bool separates_digits() const { return at_ > 0 && is_word(text_[at_ - 1]) && !is_prefix(); }

  // u8'x', L'x' and their like, as opposed to 1'000.
  bool is_prefix() const {
    auto start = at_;
    while (start > 0 && is_word(text_[start - 1])) {
      --start;
    }
    const auto word = text_.substr(start, at_ - start);
    return word == "u8" || word == "u" || word == "U" || word == "L";
  }

  void comment(std::size_t end) {
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') {
        source_.comments[at_] = text_[at_];
        source_.code[at_] = ' ';
      }
    }
  }

  void blank(std::size_t end) {
    for (; at_ < end && at_ < text_.size(); ++at_) {
      if (text_[at_] != '\n') {
        source_.code[at_] = ' ';
      }
    }
  }

  // The quotes stay, so that a literal is still seen as an operand.
  void quoted(char quote) {
    auto end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    ++at_;
    blank(end);
    at_ = std::min(end + 1, text_.size());
  }

  void raw_string() {
    const auto open = std::min(text_.find('(', at_), text_.size() - 1);
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    const auto found = text_.find(close, open);
    const auto end = found == std::string_view::npos ? text_.size() : found + close.size();
    for (auto line = source_.line_of(at_); line <= source_.line_of(end - 1); ++line) {
      source_.raw_lines[line - 1] = true;
    }
    ++at_;
    blank(end - 1);
    at_ = end;
  }

  Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t Source::line_of(std::size_t offset) const {
  const auto after = std::upper_bound(line_starts.begin(), line_starts.end(), offset);
  return static_cast<std::size_t>(after - line_starts.begin());
}

std::string_view Source::line(std::size_t number) const {
  const auto start = line_starts[number - 1];
  const auto end = number < line_starts.size() ? line_starts[number] - 1 : text.size();
  return std::string_view(text).substr(start, end - start);
}

Source make_source(std::string path, std::string text) {
  Source source;
  source.path = std::move(path);
  source.text = std::move(text);
  source.line_starts.push_back(0);
  for (std::size_t at = 0; at < source.text.size(); ++at) {
    if (source.text[at] == '\n' && at + 1 < source.text.size()) {
      source.line_starts.push_back(at + 1);
    }
  }
  if (source.text.ends_with('\n')) {
    source.text.pop_back();
  }
  source.raw_lines.assign(source.line_starts.size(), false);
  Blanker(source).run();
  return source;
}

std::vector<Include> includes_of(const Source& source) {
  std::vector<Include> found;
  for (std::size_t number = 1; number <= source.line_starts.size(); ++number) {
    const auto line = source.line(number);
    const auto hash = line.find_first_not_of(" \t");
    if (hash == std::string_view::npos || line[hash] != '#' ||
        source.code[source.line_starts[number - 1] + hash] != '#') {
      continue;
    }
    const auto word = line.find("include", hash);
    const auto open = line.find_first_of("<\"", hash);
    if (word == std::string_view::npos || open == std::string_view::npos || open < word) {
      continue;
    }
    const bool quoted = line[open] == '"';
    const auto close = line.find(quoted ? '"' : '>', open + 1);
    if (close != std::string_view::npos) {
      found.push_back({std::string(line.substr(open + 1, close - open - 1)), number, quoted});
    }
  }
  return found;
}

}  // namespace gameday::tidy
