// Who may use the API.

#include "control/guards.hpp"

#include <gtest/gtest.h>

namespace gameday::control {
namespace {

TEST(Hosts, AreAddressesOrLocalhost) {
  for (const char* const host :
       {"localhost", "LOCALHOST:8474", "a.localhost:1", "127.0.0.1", "127.0.0.1:8474",
        "192.168.1.2:80", "[::1]", "[::1]:8474", "[fe80::1]:1"}) {
    EXPECT_TRUE(is_local_host(host)) << host;
  }
  for (const char* const host :
       {"evil.example", "evil.example:8474", "127.0.0.1.evil.example", "localhost.evil.example",
        "127.0.0", "127.0.0.256", "1.2.3.4.5", "[evil]", "[]", "[::1", "", ".localhost",
        "evillocalhost", "127.0.0.1@evil.example"}) {
    EXPECT_FALSE(is_local_host(host)) << host;
  }
}

TEST(Secrets, AreTheSameOrNot) {
  EXPECT_TRUE(same_secret("secret", "secret"));
  EXPECT_TRUE(same_secret("", ""));
  EXPECT_FALSE(same_secret("", "secret"));
  EXPECT_FALSE(same_secret("secret", ""));
  EXPECT_FALSE(same_secret("secre", "secret"));
  EXPECT_FALSE(same_secret("secretsecret", "secret"));
  EXPECT_FALSE(same_secret("Secret", "secret"));
}

http::Head from(std::string_view name, std::string_view value) {
  http::Head head;
  head.fields.add(name, value);
  return head;
}

TEST(Guards, OnOtherAddressesNamesAreFine) {
  Guards guards;
  EXPECT_FALSE(guards.refuse(from("Host", "toxiproxy:8474")));
  guards.local_only = true;
  EXPECT_EQ(guards.refuse(from("Host", "toxiproxy:8474"))->status, 403);
  EXPECT_EQ(guards.refuse(from("Origin", "null"))->status, 403);
  guards.own_name = "toxiproxy";
  EXPECT_FALSE(guards.refuse(from("Host", "Toxiproxy:8474")));
}

TEST(Guards, ATokenIsAskedForByItsWholeName) {
  Guards guards;
  guards.token = "secret";
  EXPECT_EQ(guards.refuse(http::Head())->status, 401);
  EXPECT_EQ(guards.refuse(from("Authorization", "Basic secret"))->status, 401);
  EXPECT_EQ(guards.refuse(from("Authorization", "Bearer secrets"))->status, 401);
  EXPECT_FALSE(guards.refuse(from("Authorization", "bearer secret")));
}

}  // namespace
}  // namespace gameday::control
