#include "share.hpp"

#include <cstdlib>
#include <filesystem>
#include <vector>

namespace gameday::app {

std::string share_folder() {
  namespace fs = std::filesystem;
  std::error_code ec;
  if (const char* named = std::getenv("GAMEDAY_SHARE"); named != nullptr && *named != '\0') {
    return named;
  }
  std::vector<fs::path> places;
  const fs::path self = fs::read_symlink("/proc/self/exe", ec);
  if (!ec) {
    places.push_back(self.parent_path() / ".." / "share" / "gameday");
    // build/<preset>/gameday in a source tree, wherever that was moved to
    places.push_back(self.parent_path() / ".." / "..");
  }
  places.emplace_back("/usr/share/gameday");  // where the package puts it, without a /proc to ask
  for (const fs::path& place : places) {
    if (fs::is_directory(place / "scenarios", ec)) {
      return place.lexically_normal().string();
    }
  }
  return {};
}

}  // namespace gameday::app
