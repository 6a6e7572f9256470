// tidy [--notes] ROOT: reads the two tables and every C++ file under ROOT, prints findings, and
// fails when there are any. Notes are soft rules: shown with --notes, never failing.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "tidy/rules.hpp"

namespace {

namespace fs = std::filesystem;
using namespace gameday::tidy;

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void read_sources(const fs::path& root, std::string_view folder, Tree& tree) {
  if (!fs::is_directory(root / folder)) {
    return;
  }
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    const auto kind = entry.path().extension();
    if (entry.is_regular_file() && (kind == ".cpp" || kind == ".hpp")) {
      tree.sources.push_back(
          make_source(fs::relative(entry.path(), root).generic_string(), slurp(entry.path())));
    }
  }
}

Tree read_tree(const fs::path& root) {
  Tree tree;
  for (const std::string_view folder : {"lib", "apps", "tests"}) {
    read_sources(root, folder, tree);
  }
  std::sort(tree.sources.begin(), tree.sources.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  for (const auto& entry : fs::directory_iterator(root / "lib")) {
    if (entry.is_directory() && !fs::is_empty(entry)) {
      tree.rooms.push_back(entry.path().filename().string());
    }
  }
  std::sort(tree.rooms.begin(), tree.rooms.end());
  tree.architecture = slurp(root / "docs/architecture.md");
  return tree;
}

Findings check(const fs::path& root) {
  const auto rooms = parse_rooms(slurp(root / "tests/tidy/rooms.txt"));
  const auto rules = parse_rules(slurp(root / "tests/tidy/rules.txt"));
  const auto tree = read_tree(root);
  Findings findings;
  for (const auto& source : tree.sources) {
    check_includes(source, rooms, findings);
    check_bans(source, rules, findings);
    check_coroutines(source, rules, findings);
    check_lengths(source, rules, findings);
  }
  check_dead(tree, rooms, rules, findings);
  return findings;
}

}  // namespace

int main(int count, char** arguments) try {
  const bool notes = count == 3 && std::string_view(arguments[1]) == "--notes";
  if (count != (notes ? 3 : 2)) {
    std::fputs("usage: tidy [--notes] ROOT\n", stderr);
    return 2;
  }
  std::size_t failing = 0;
  for (const auto& finding : check(arguments[count - 1])) {
    failing += finding.note ? 0 : 1;
    if (notes || !finding.note) {
      std::printf("%s%s\n", to_line(finding).c_str(), finding.note ? " (note)" : "");
    }
  }
  std::printf("tidy: %zu findings\n", failing);
  return failing == 0 ? 0 : 1;
} catch (const std::exception& problem) {
  std::fprintf(stderr, "tidy: %s\n", problem.what());
  return 2;
}
