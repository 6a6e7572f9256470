#pragma once
// Measures what a gateway really does under the pack of faults, and judges it.

#include <cstdint>
#include <string>
#include <vector>

namespace gameday::app {

struct VerifyOptions {
  std::string gateway;                 // a config file: ours is started on it
  std::string url;                     // or somebody's that runs already
  std::vector<std::string> providers;  // NAME=PORT: where its provider base URLs point
  std::string model;
  std::string api_key;   // env.NAME
  std::string patience;  // a duration: for a healthy probe
  std::string contract;
  std::string write_contract;
  std::string pack;
  std::vector<std::string> rows;
  std::string out;
  std::uint64_t seed = 1;
  bool simulate = false;
  bool json = false;
  bool markdown = false;
  bool detail = false;
  bool list = false;
};

int verify(const VerifyOptions& options);

}  // namespace gameday::app
