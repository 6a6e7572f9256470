#include "schedule_ledger.hpp"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "folder.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t hash_digits = 16;
// Nobody's clock has been there: a ledger that says more is damaged.
constexpr std::int64_t latest_second = 7'258'118'400;  // 2200-01-01

std::string ledger_file(const std::string& file, Noted what) {
  const std::string path = ledger_path(file);
  return path.empty() ? path : path + (what == Noted::fired ? ".fired" : ".dealt-with");
}

}  // namespace

std::string schedule_folder() {
  const std::string state = state_folder();
  if (state.empty()) {
    return {};
  }
  const fs::path folder = fs::path(state) / "schedule";
  std::error_code ec;
  fs::create_directories(folder, ec);
  return fs::is_directory(folder, ec) ? folder.string() : std::string();
}

std::string ledger_path(const std::string& file) {
  const std::string folder = schedule_folder();
  std::error_code ec;
  const fs::path real = fs::weakly_canonical(file, ec);
  const std::string name = ec ? file : real.string();
  return folder.empty() ? folder : folder + '/' + sha256_hex(name).substr(0, hash_digits);
}

std::optional<WallTime> read_ledger(const std::string& file, Noted what) {
  std::ifstream in(ledger_file(file, what));
  std::int64_t seconds = 0;
  if (!(in >> seconds) || seconds < 0 || seconds > latest_second) {
    return std::nullopt;
  }
  return WallTime(std::chrono::seconds(seconds));
}

std::string write_ledger(const std::string& file, Noted what, WallTime at) {
  const std::string path = ledger_file(file, what);
  if (path.empty()) {
    return "there is no state folder: neither XDG_STATE_HOME nor HOME names one";
  }
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
  return write_file(path, fmt::format("{}\n", seconds));
}

}  // namespace gameday::app
