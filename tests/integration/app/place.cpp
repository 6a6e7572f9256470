#include "integration/app/place.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "rt/real_world.hpp"

namespace gameday::test {

namespace fs = std::filesystem;

Place::Place(const std::string& name)
    : folder_(fs::path(testing::TempDir()) / (name + '-' + std::to_string(getpid()))) {
  fs::remove_all(folder_);
  fs::create_directories(folder_);
}

Place::~Place() {
  fs::remove_all(folder_);
}

std::string Place::file(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / name) << text;
  return path(name);
}

std::uint16_t free_port() {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  return world.world().network.listen({"127.0.0.1", 0}).value()->address().port;
}

}  // namespace gameday::test
