#include "folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "report/run_folder/run_folder.hpp"

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

Parsed<std::string> not_made(const fs::path& path, const std::string& why) {
  return {std::nullopt, fmt::format("cannot make the run folder {}: {}", path.string(), why)};
}

std::string draft_of(const std::string& path) {
  return path + ".part";
}

/// Whoever makes run.json's draft has the folder: of two runs that find it empty, one. A run that
/// dies here leaves no run.json at all.
bool claim(const fs::path& folder) {
  const fs::path run_json = folder / report::run_file;
  const std::string draft = draft_of(run_json);
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0 || ::close(file) != 0) {
    return false;
  }
  std::error_code ec;
  if (fs::exists(run_json, ec)) {  // the other one's draft has just got its name
    fs::remove(draft, ec);
    errno = EEXIST;
    return false;
  }
  return true;
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
    fs::create_directories(wanted, ec);
    if (ec) {
      return not_made(wanted, ec.message());
    }
    if (!claim(wanted)) {
      const bool taken = errno == EEXIST;
      return not_made(wanted, taken ? "another run has just taken it" : std::strerror(errno));
    }
    return {wanted, {}};
  }
  std::string stamp = started;
  std::replace(stamp.begin(), stamp.end(), ':', '-');
  const fs::path base = fs::path("reports") / "runs" / (stamp + "-" + slug(title));
  fs::path path = base;
  fs::create_directories(base.parent_path(), ec);
  // Making it and asking whether it was there are one step: two runs may begin in one second.
  for (int more = 2; !ec && !fs::create_directory(path, ec) && !ec; ++more) {
    path = base.string() + "-" + std::to_string(more);
  }
  return ec ? not_made(path, ec.message()) : Parsed<std::string>{path.string(), {}};
}

std::string write_file(const std::string& path, std::string_view bytes) {
  const std::string draft = draft_of(path);
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
