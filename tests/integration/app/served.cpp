#include "integration/app/served.hpp"

#include "http/client.hpp"
#include "rt/real_world.hpp"

namespace gameday::test {
namespace {

rt::awaitable<void> ask(rt::World& world, std::string where, http::Head head, std::string body,
                        http::Response& response) {
  http::Pool pool(world, *rt::parse_address(where));
  rt::Bound bound;
  bound.due = later(world.now(), 20s);
  const auto answer = co_await http::fetch(pool, std::move(head), std::move(body), bound);
  if (answer) {
    response = *answer;
  }
}

}  // namespace

std::string address_in(const std::string& greeting) {
  const std::string before = "http://";
  const auto start = greeting.find(before) + before.size();
  return greeting.substr(start, greeting.find_first_of("/ \n", start) - start);
}

http::Response request(const std::string& where, const std::string& method,
                       const std::string& target, const std::string& body,
                       const std::string& field) {
  http::Head head;
  head.method = method;
  head.target = target;
  head.fields.add("Content-Type", "application/json");
  head.fields.add("Authorization", "Bearer sk-anything");
  if (const std::size_t colon = field.find(": "); colon != std::string::npos) {
    head.fields.set(field.substr(0, colon), field.substr(colon + 2));
  }
  http::Response response;
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(ask(world.world(), where, std::move(head), body, response));
  return response;
}

}  // namespace gameday::test
