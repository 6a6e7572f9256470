// contract.txt, played over memory and over sockets: each request, and the whole of its answer.

#include <fstream>

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/control_client.hpp"

namespace gameday::control {
namespace {

using test::Asked;
using test::Told;

struct Row {
  int line = 0;
  Asked asked;
  int status = 0;
  std::string type;
  std::string body;
  std::vector<std::string> fields;  // `Name: value`, or the name of one that is not there
};

struct Scene {
  std::string title;
  ApiOptions options;
  std::vector<Row> rows;
};
void PrintTo(const Scene& scene, std::ostream* out) {
  *out << scene.title;
}

std::string take_word(std::string& line) {
  const std::size_t blank = std::min(line.find(' '), line.size());
  std::string word = line.substr(0, blank);
  line.erase(0, blank + 1);
  return word;
}

void replace_all(std::string& text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string type_of(const std::string& word) {
  const std::map<std::string, std::string> types = {
      {"json", "application/json"},
      {"text", "text/plain; charset=utf-8"},
      {"version", "application/json;charset=utf-8"},
      {"metrics", "text/plain; version=0.0.4; charset=utf-8"},
      {"none", ""}};
  return types.at(word);
}

std::vector<Scene> read_scenes() {
  std::ifstream file(GAMEDAY_SOURCE_DIR "/tests/conformance/control/contract.txt");
  std::vector<Scene> scenes;
  Asked next;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    const char first = line.front();
    if (first == '=') {
      scenes.push_back({line.substr(2), {}, {}});
    } else if (line == "@ token") {
      scenes.back().options.token = "secret";
    } else if (line == "@ metrics") {
      scenes.back().options.proxy_metrics = true;
    } else if (line.starts_with("+ Host: ")) {
      next.host = line.substr(8);
    } else if (first == '+') {
      next.fields += line.substr(2) + "\r\n";
    } else if (first == '-') {
      scenes.back().rows.back().fields.push_back(line.substr(2));
    } else if (first >= '0' && first <= '9') {
      Row& row = scenes.back().rows.back();
      row.status = std::stoi(take_word(line));
      row.type = type_of(take_word(line));
      replace_all(line, "\\n", "\n");
      row.body = line;
    } else {
      next.method = take_word(line);
      next.target = take_word(line);
      next.body = line;
      scenes.back().rows.push_back({number, std::exchange(next, {}), 0, "", "", {}});
    }
  }
  return scenes;
}

/// `*` in the pattern stands for digits.
bool fits(std::string_view text, std::string_view pattern) {
  while (!pattern.empty()) {
    if (pattern.front() == '*') {
      const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
      if (digits == 0) {
        return false;
      }
      text.remove_prefix(digits);
    } else if (text.empty() || text.front() != pattern.front()) {
      return false;
    } else {
      text.remove_prefix(1);
    }
    pattern.remove_prefix(1);
  }
  return text.empty();
}

/// Ports for {1} to {3}, free a moment ago, and one that is taken for as long as this lives.
class Ports {
 public:
  explicit Ports(rt::World& world) {
    std::vector<std::unique_ptr<rt::Listener>> held;
    for (const char* const name : {"{1}", "{2}", "{3}", "{taken}"}) {
      const rt::Address at{std::string_view(name) == "{taken}" ? "127.0.0.1" : "::", 0};
      held.push_back(std::move(world.network.listen(at).value()));
      ports_.emplace_back(name, std::to_string(held.back()->address().port));
    }
    taken_ = std::move(held.back());
  }
  std::string fill_in(std::string text) const {
    for (const auto& [name, port] : ports_) {
      replace_all(text, name, port);
    }
    return text;
  }

 private:
  std::vector<std::pair<std::string, std::string>> ports_;
  std::unique_ptr<rt::Listener> taken_;
};

void compare(const Told& told, const Row& row, const Ports& ports) {
  EXPECT_EQ(told.status, row.status);
  EXPECT_EQ(told.fields.get("Content-Type"), row.type);
  const std::string body = ports.fill_in(row.body);
  EXPECT_TRUE(fits(told.body, body)) << "it said:  " << told.body << "\nexpected: " << body;
  if (row.status < 300) {
    EXPECT_EQ(told.fields.get("X-Toxiproxy-Request-Id").size(), 20U);
  }
  for (const std::string& field : row.fields) {
    const std::size_t colon = field.find(": ");
    EXPECT_EQ(told.fields.get(field.substr(0, colon)),
              colon == std::string::npos ? "" : field.substr(colon + 2));
  }
}

rt::awaitable<void> play(rt::World& world, rt::Address at, Scene scene) {
  const Ports ports(world);
  Api api(world, scene.options);
  const rt::Address address = api.start(at).value();
  for (const Row& row : scene.rows) {
    const testing::ScopedTrace trace("contract.txt", row.line, row.asked.method);
    Asked asked = row.asked;
    asked.body = ports.fill_in(asked.body);
    const Told told = co_await test::ask(world, address, std::move(asked));
    compare(told, row, ports);
  }
  co_await api.stop(test::within(world, 1s));
}

class Contract : public testing::TestWithParam<Scene> {};

TEST_P(Contract, InMemory) {
  rt::VirtualWorld world(Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 8474}, GetParam()));
}

TEST_P(Contract, OverSockets) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 0}, GetParam()));
}

std::string test_name(const testing::TestParamInfo<Scene>& scene) {
  std::string name;
  for (const char letter : scene.param.title) {
    const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    name += plain ? letter : '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Control, Contract, testing::ValuesIn(read_scenes()), test_name);

}  // namespace
}  // namespace gameday::control
