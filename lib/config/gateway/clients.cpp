// clients: the tokens of those who may ask this gateway.
#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/trim.hpp"
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"
#include "syntax/file.hpp"

namespace gameday::config {
namespace {

// A token a team, and old ones beside new ones while they are changed.
constexpr std::size_t most_tokens = 64;
// All of them, and a comment beside each: a larger file is another one, named by accident.
constexpr std::size_t largest_tokens_file = 64 * 1024;
constexpr std::string_view file_prefix = "file:";

/// One a line; a line that begins with `#` is a comment. Nothing is said of a file that cannot be
/// read: who only looks at the config may not have it, and who starts is told by problems_of().
std::vector<std::string> tokens_in(const std::string& path) {
  Problems unsaid(path);
  std::vector<std::string> tokens;
  const std::string text = syntax::read_file(path, unsaid).value_or("");
  std::string_view left = text;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    const std::size_t carriage = end > 0 && left[end - 1] == '\r' ? 1 : 0;
    const std::string_view line = trimmed(left.substr(0, end - carriage));
    if (!line.empty() && line.front() != '#') {
      tokens.emplace_back(line);
    }
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return tokens;
}

void read_token(const Value& item, const std::string& path, const Environment& environment,
                gateway::Options& options, Problems& problems) {
  const std::string_view text = item.text;
  auto variable = variable_of(text, environment);
  const bool file = text.starts_with(file_prefix) && text.size() > file_prefix.size();
  if (item.kind != Value::Kind::text || (!variable && !file)) {
    // The text may be a token: it is not repeated.
    problems.error(item.place, path,
                   "a token never stands in the config; write \"env.NAME\" of its variable, or "
                   "\"file:/run/secrets/tokens\", a file with one a line");
    return;
  }
  if (file && text[file_prefix.size()] != '/') {
    problems.error(item.place, path, "the file's path is relative; write it from / on");
    return;
  }
  std::vector<std::string> values;
  if (file) {
    const std::string name(text.substr(file_prefix.size()));
    std::error_code unknown;
    const auto size = std::filesystem::file_size(name, unknown);
    if (!unknown && size > largest_tokens_file) {
      problems.error(item.place, path,
                     fmt::format("the file has {} bytes; one of tokens has at most {}", size,
                                 largest_tokens_file));
      return;
    }
    values = tokens_in(name);
  } else {
    values.push_back(*std::move(variable));
  }
  if (values.empty()) {
    values.emplace_back();
  }
  // Each request is compared with all of them.
  if (options.tokens.size() + values.size() > most_tokens) {
    problems.error(
        item.place, path,
        fmt::format("these are more than {} tokens in all; take old ones out", most_tokens));
    return;
  }
  for (std::string& value : values) {
    options.tokens.push_back({std::move(value), std::string(text)});
  }
}

}  // namespace

void read_clients(MapReader& parent, const Environment& environment, gateway::Options& options) {
  const Value* found = parent.take("clients");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, parent.path_of("clients"), "clients", parent.problems());
  if (!map.is_map()) {
    return;
  }
  allow_comment(map);
  const Value* list = list_of(map, "tokens", most_tokens, R"("tokens": ["env.GATEWAY_TOKEN"])");
  if (list != nullptr) {
    for (std::size_t at = 0; at < list->items.size(); ++at) {
      read_token(list->items[at], fmt::format("{}[{}]", map.path_of("tokens"), at), environment,
                 options, map.problems());
    }
  }
  map.finish();
}

}  // namespace gameday::config
