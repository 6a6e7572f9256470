#pragma once
// Files and ports of one test of the built program.

#include <cstdint>
#include <filesystem>
#include <string>

namespace gameday::test {

/// The folder is gone afterwards.
class Place {
 public:
  explicit Place(const std::string& name);
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  /// Its path.
  std::string file(const std::string& name, const std::string& text) const;
  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

/// Where nobody listens at this moment; given back at once.
std::uint16_t free_port();

struct Ports {
  std::uint16_t openai = free_port();
  std::uint16_t lifeboat = free_port();
  std::uint16_t gateway = free_port();
};

}  // namespace gameday::test
