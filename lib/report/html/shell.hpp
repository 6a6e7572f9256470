#pragma once
// Mustache shells (mustache.github.io) and what fills them: `{{name}}` is text, made inert and
// escaped, `{{{name}}}` is markup of ours; `{{#name}}` repeats a list or keeps what is true.

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gameday::report::html {

class Fields {
 public:
  using List = std::vector<Fields>;

  /// Text or markup: the shell decides.
  Fields& set(const char* name, std::string value);
  Fields& flag(const char* name, bool value);
  Fields& list(const char* name, List items);

  const auto& all() const { return values_; }

 private:
  std::map<std::string, std::variant<std::string, bool, List>> values_;
};

std::string fill(std::string_view shell, const Fields& fields);

}  // namespace gameday::report::html
