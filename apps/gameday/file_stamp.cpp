#include "file_stamp.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace gameday::app {

std::string stamp_of(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
    return {};
  }
  return fmt::format("{}.{:09} {} {}", facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec, facts.st_size,
                     facts.st_ino);
}

}  // namespace gameday::app
