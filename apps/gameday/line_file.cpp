#include "line_file.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "console.hpp"

namespace gameday::app {

std::optional<LineFile> LineFile::open(const std::string& path) {
  const auto keep_open = [](std::FILE*) { return 0; };
  if (path == "-") {
    return LineFile(path, File(stdout, keep_open));
  }
  std::FILE* file = std::fopen(path.c_str(), "ae");
  if (file == nullptr) {
    print_error(fmt::format("{}: {}", path, std::strerror(errno)));
    return std::nullopt;
  }
  return LineFile(path, File(file, std::fclose));
}

void LineFile::write(std::string_view line) {
  if (failed_) {
    return;
  }
  const bool written = std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size();
  if (!written || std::fflush(file_.get()) != 0) {
    failed_ = true;
    print_error(fmt::format("{}: {}; nothing more is written there", path_, std::strerror(errno)));
  }
}

}  // namespace gameday::app
