#include "state_folder.hpp"

#include <array>
#include <filesystem>

#include <pwd.h>
#include <unistd.h>

#include "base/wall_text.hpp"
#include "console.hpp"
#include "rt/real_world.hpp"

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

struct Account {
  std::string name;
  std::string home;
};

Account account() {
  std::array<char, 4096> room{};  // names and paths of one user
  passwd entry{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) != 0 || found == nullptr) {
    return {std::to_string(geteuid()), {}};
  }
  return {entry.pw_name, entry.pw_dir};
}

/// The specification of base directories: a path that is not absolute counts as none.
fs::path absolute_or_none(const std::string& path) {
  return path.starts_with('/') ? fs::path(path) : fs::path();
}

}  // namespace

std::string state_path() {
  fs::path state = absolute_or_none(environment("XDG_STATE_HOME").value_or(""));
  if (state.empty()) {
    fs::path home = absolute_or_none(environment("HOME").value_or(""));
    if (home.empty()) {
      home = absolute_or_none(account().home);
    }
    if (home.empty()) {
      return {};
    }
    state = home / ".local" / "state";
  }
  return state / "gameday";
}

std::string state_folder() {
  const std::string folder = state_path();
  std::error_code ec;
  if (!folder.empty()) {
    fs::create_directories(folder, ec);
  }
  return fs::is_directory(folder, ec) ? folder : std::string();
}

Who who() {
  std::array<char, 256> host{};  // HOST_NAME_MAX is 64
  const bool named = gethostname(host.data(), host.size() - 1) == 0;
  return {account().name, named ? host.data() : "", getpid()};
}

std::string absolute_path(const std::string& path) {
  std::error_code ec;
  const fs::path absolute = fs::absolute(path, ec);
  return ec ? path : absolute.lexically_normal().string();
}

std::string time_now() {
  return gameday::to_text(rt::Epoch::start().wall);
}

}  // namespace gameday::app
