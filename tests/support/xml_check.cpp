#include "support/xml_check.hpp"

#include <cctype>
#include <set>
#include <vector>

#include "base/utf8.hpp"

namespace gameday::test {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : all_(text), rest_(text) {}

  std::string run() {
    while (fault_.empty() && !rest_.empty()) {
      rest_.front() == '<' ? tag() : content();
    }
    if (fault_.empty() && (!open_.empty() || roots_ != 1)) {
      fail(open_.empty() ? "not one root" : "left open: " + open_.back());
    }
    return fault_;
  }

 private:
  void fail(const std::string& why) {
    const std::size_t at = all_.size() - rest_.size();
    fault_ = why + " at byte " + std::to_string(at) + ": " + std::string(rest_.substr(0, 60));
  }

  bool take(std::string_view prefix) {
    const bool here = rest_.starts_with(prefix);
    rest_.remove_prefix(here ? prefix.size() : 0);
    return here;
  }

  std::string name() {
    std::size_t end = 0;
    while (end < rest_.size() && (std::isalnum(static_cast<unsigned char>(rest_[end])) != 0 ||
                                  rest_[end] == '-' || rest_[end] == ':' || rest_[end] == '_')) {
      ++end;
    }
    std::string out(rest_.substr(0, end));
    rest_.remove_prefix(end);
    if (out.empty()) {
      fail("no name");
    }
    return out;
  }

  // One character of text or of a value.
  void letter() {
    if (rest_.front() == '&') {
      for (const char* entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#10;"}) {
        if (take(entity)) {
          return;
        }
      }
      return fail("unknown entity");
    }
    const std::size_t size = utf8_sequence(rest_);
    const auto byte = static_cast<unsigned char>(rest_.front());
    const bool control = byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r';
    const std::string_view one = rest_.substr(0, size);
    if (size == 0 || control || one == "\xEF\xBF\xBE" || one == "\xEF\xBF\xBF") {
      return fail("a character that XML does not allow");
    }
    rest_.remove_prefix(size);
  }

  void content() {
    const bool blank = std::isspace(static_cast<unsigned char>(rest_.front())) != 0;
    if (open_.empty() && !blank) {
      return fail("text outside the root");
    }
    if (rest_.starts_with("]]>")) {
      return fail("]]> in text");
    }
    letter();
  }

  void attributes() {
    std::set<std::string> seen;
    while (fault_.empty() && take(" ")) {
      const std::string key = name();
      if (!seen.insert(key).second) {
        return fail("given twice: " + key);
      }
      if (!take("=\"")) {
        return fail("no value");
      }
      while (fault_.empty() && !rest_.empty() && rest_.front() != '"') {
        rest_.front() == '<' ? fail("< in a value") : letter();
      }
      if (fault_.empty() && !take("\"")) {
        return fail("a value without end");
      }
    }
  }

  void tag() {
    if (take("</")) {
      const std::string closed = name();
      if (open_.empty() || open_.back() != closed || !take(">")) {
        return fail("closes what is not open: " + closed);
      }
      open_.pop_back();
      return;
    }
    take("<");
    const std::string element = name();
    roots_ += open_.empty() ? 1 : 0;
    attributes();
    if (fault_.empty() && !take("/>")) {
      take(">") ? open_.push_back(element) : fail("a tag without end");
    }
  }

  std::string_view all_;
  std::string_view rest_;
  std::vector<std::string> open_;
  std::string fault_;
  int roots_ = 0;
};

}  // namespace

std::string xml_fault(std::string_view text) {
  return Reader(text).run();
}

}  // namespace gameday::test
