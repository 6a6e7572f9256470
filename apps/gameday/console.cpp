#include "console.hpp"

#include <cstdlib>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "report/problems.hpp"
#include "syntax/file.hpp"

namespace gameday::app {
namespace {

bool utf8_locale() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto value = environment(name);
    if (value && !value->empty()) {
      return value->find("UTF-8") != std::string::npos || value->find("utf8") != std::string::npos;
    }
  }
  return false;
}

}  // namespace

bool is_terminal(int descriptor) {
  const std::string kind = environment("TERM").value_or("");
  return isatty(descriptor) == 1 && !kind.empty() && kind != "dumb";
}

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

report::Look look_of(int descriptor) {
  report::Look look;
  look.utf8 = utf8_locale();
  if (!is_terminal(descriptor)) {
    return look;
  }
  look.colour = environment("NO_COLOR").value_or("").empty();
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    look.columns = size.ws_col;
  }
  return look;
}

void print_findings(const config::Findings& findings) {
  std::size_t errors = 0;
  for (const Problem& problem : findings.problems) {
    const auto text = findings.texts.find(problem.file);
    fmt::print(stderr, "{}",
               report::problem_block(problem,
                                     text == findings.texts.end() ? std::string() : text->second));
    errors += problem.severity == Problem::Severity::error ? 1 : 0;
  }
  if (errors > 0) {
    fmt::print(stderr, "{}\n", report::problem_tally(errors));
  }
}

std::optional<std::string> read_small_file(const std::string& path) {
  Problems problems(path);
  auto text = syntax::read_file(path, problems);
  config::Findings findings;
  findings.add(problems);
  print_findings(findings);
  return text;
}

void print_error(const std::string& what) {
  fmt::print(stderr, "gameday: {}\n", what);
}

}  // namespace gameday::app
