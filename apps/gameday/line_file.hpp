#pragma once
// A file that grows line by line; each line is on its way to the disk before the next is written.

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gameday::app {

class LineFile {
 public:
  /// Appends to `path`; `-` is stdout. Nothing, with a line on stderr, when it cannot be opened.
  static std::optional<LineFile> open(const std::string& path);

  /// `line` has its line feed. A full disk is said once on stderr; nothing is written after it.
  void write(std::string_view line);

 private:
  using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
  LineFile(std::string path, File file) : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  File file_;
  bool failed_ = false;
};

}  // namespace gameday::app
