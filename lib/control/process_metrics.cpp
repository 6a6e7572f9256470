#include "control/process_metrics.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace gameday::control {
namespace {

/// /proc/self/stat from its third field on; the second, a name in brackets, may hold blanks.
struct Stat {
  std::vector<double> fields;
  /// Numbered as in proc(5); 0 when it could not be read.
  double at(std::size_t number) const {
    return number - 4 < fields.size() ? fields[number - 4] : 0;
  }
};

Stat read_stat() {
  Stat stat;
  std::ifstream file("/proc/self/stat");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  const std::size_t name_end = all.rfind(')');
  if (name_end == std::string::npos) {
    return stat;
  }
  std::istringstream rest(all.substr(name_end + 1));
  std::string state;
  rest >> state;
  for (double value = 0; rest >> value;) {
    stat.fields.push_back(value);
  }
  return stat;
}

double boot_time() {
  std::ifstream file("/proc/stat");
  for (std::string word; file >> word;) {
    if (word == "btime") {
      double seconds = 0;
      file >> seconds;
      return seconds;
    }
  }
  return 0;
}

double open_descriptors() {
  std::error_code ec;
  double count = 0;
  std::filesystem::directory_iterator it("/proc/self/fd", ec);
  for (; !ec && it != std::filesystem::directory_iterator(); it.increment(ec)) {
    ++count;
  }
  return count > 0 ? count - 1 : 0;  // without the one that counts them
}

}  // namespace

std::vector<ProcessMetric> process_metrics() {
  std::vector<ProcessMetric> all;
  const Stat stat = read_stat();
  if (!stat.fields.empty()) {
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    all.push_back({"process_cpu_seconds_total", "Total user and system CPU time spent in seconds.",
                   true, (stat.at(14) + stat.at(15)) / ticks});
    all.push_back({"process_resident_memory_bytes", "Resident memory size in bytes.", false,
                   stat.at(24) * page});
    all.push_back(
        {"process_virtual_memory_bytes", "Virtual memory size in bytes.", false, stat.at(23)});
    all.push_back({"process_start_time_seconds",
                   "Start time of the process since unix epoch in seconds.", false,
                   boot_time() + stat.at(22) / ticks});
  }
  all.push_back(
      {"process_open_fds", "Number of open file descriptors.", false, open_descriptors()});
  rlimit most{};
  if (::getrlimit(RLIMIT_NOFILE, &most) == 0) {
    all.push_back({"process_max_fds", "Maximum number of open file descriptors.", false,
                   static_cast<double>(most.rlim_cur)});
  }
  return all;
}

}  // namespace gameday::control
