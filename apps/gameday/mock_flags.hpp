#pragma once
// What `gameday mock` can be told on the command line, and the provider that makes.

#include <cstdint>
#include <optional>
#include <string>

#include "mock/options.hpp"

namespace CLI {
class App;
}

namespace gameday::app {

struct MockFlags {
  std::string dialect = "openai";
  std::string listen = "127.0.0.1:9001";
  std::uint64_t seed = 1;
  std::string first_token_p50 = "300ms";
  std::string first_token_p99 = "900ms";
  std::uint64_t tokens_p50 = 60;
  std::uint64_t tokens_p99 = 150;
  std::string tokens_per_second = "150";
  std::string log;  // empty: none
};

/// `flags` must outlive `command`.
void add_mock_flags(CLI::App& command, MockFlags& flags);

/// Nothing, with a line on stderr, when a flag says what no mock can do.
std::optional<mock::Options> mock_options(const MockFlags& flags);

}  // namespace gameday::app
