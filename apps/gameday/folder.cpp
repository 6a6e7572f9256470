#include "folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_slug = 40;

// `Build summaries survive an OpenAI wobble` -> `build-summaries-survive-an-openai-wobble`
std::string slug(std::string_view title) {
  std::string text;
  for (const char letter : title) {
    const bool capital = letter >= 'A' && letter <= 'Z';
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    if (capital || plain) {
      text += capital ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else if (!text.empty() && text.back() != '-') {
      text += '-';
    }
  }
  text.resize(std::min(text.size(), longest_slug));
  while (!text.empty() && text.back() == '-') {
    text.pop_back();
  }
  return text.empty() ? "run" : text;
}

Parsed<std::string> make(const fs::path& path) {
  std::error_code ec;
  fs::create_directories(path, ec);
  if (ec) {
    return {std::nullopt,
            fmt::format("cannot make the run folder {}: {}", path.string(), ec.message())};
  }
  return {path.string(), {}};
}

}  // namespace

Parsed<std::string> make_run_folder(const std::string& wanted, const std::string& started,
                                    std::string_view title) {
  std::error_code ec;
  if (!wanted.empty()) {
    if (fs::exists(wanted, ec) && !fs::is_empty(wanted, ec)) {
      return {std::nullopt,
              fmt::format("--out {}: not an empty folder; name one that is, or that does not exist",
                          wanted)};
    }
    return make(wanted);
  }
  std::string stamp = started;
  std::replace(stamp.begin(), stamp.end(), ':', '-');
  const fs::path base = fs::path("reports") / "runs" / (stamp + "-" + slug(title));
  fs::path path = base;
  for (int more = 2; fs::exists(path, ec); ++more) {
    path = base.string() + "-" + std::to_string(more);
  }
  return make(path);
}

std::string write_file(const std::string& path, std::string_view bytes) {
  const std::string draft = path + ".part";
  {
    std::ofstream file(draft, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.flush();
    if (!file) {
      return fmt::format("cannot write {}: {}", path, std::strerror(errno));
    }
  }
  std::error_code ec;
  fs::rename(draft, path, ec);
  return ec ? fmt::format("cannot write {}: {}", path, ec.message()) : std::string();
}

}  // namespace gameday::app
