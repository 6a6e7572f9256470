#include "base/url.hpp"

#include <gtest/gtest.h>

namespace gameday {
namespace {

TEST(Urls, AreReadAsTheSdksTakeThem) {
  const Url plain = parse_url("http://127.0.0.1:9001/v1/").value.value();
  EXPECT_EQ(plain, (Url{false, "127.0.0.1", 9001, "/v1"}));
  const Url secure = parse_url("https://api.openai.com/v1").value.value();
  EXPECT_EQ(secure, (Url{true, "api.openai.com", 443, "/v1"}));
  EXPECT_EQ(parse_url("http://openai").value, (Url{false, "openai", 80, ""}));
  EXPECT_EQ(parse_url("https://[::1]:8443").value, (Url{true, "::1", 8443, ""}));
}

TEST(Urls, AreWrittenWithoutWhatGoesWithoutSaying) {
  for (const char* text : {"http://127.0.0.1:9001/v1", "https://api.openai.com/v1", "http://openai",
                           "https://[::1]:8443/a/b", "http://openai:443"}) {
    EXPECT_EQ(to_text(*parse_url(text).value), text);
  }
  EXPECT_EQ(to_text(*parse_url("https://openai:443/").value), "https://openai");
  EXPECT_EQ(host_field(*parse_url("http://[::1]/v1").value), "[::1]");
}

TEST(Urls, WhatIsNoneIsSaidWithoutRepeatingIt) {
  const std::string far(longest_url, 'x');
  const struct {
    std::string text;
    const char* problem;
  } rows[] = {
      {"", "is not an address"},
      {"nowhere", "is not an address"},
      {"ftp://host/v1", "is not an address"},
      {"http://", "is not an address"},
      {"http:///v1", "is not an address"},
      {"http://a b/v1", "has a blank or a control character"},
      {"http://host/\x1b[31m", "has a blank or a control character"},
      {"http://h\xc3\xb6st/v1", "has a blank or a control character"},
      {"http://host:0/", "has a port that is none (1 to 65535)"},
      {"http://host:70000/", "has a port that is none (1 to 65535)"},
      {"http://host:", "has a port that is none (1 to 65535)"},
      {"http://[::1/v1", "has a bracket that does not close"},
      {"http://[::1]x/v1", "has a port that is none (1 to 65535)"},
      {"http://me:secret@host/v1", "has a user or a password in it, which would be shown"},
      {"http://host/v1?key=1", "has a query or a fragment, which no base URL has"},
      {"http://host?key=1", "has a query or a fragment, which no base URL has"},
      {"http://host/" + far, "is too long for an address"},
      {"http://" + far.substr(0, 254), "is not an address"},
  };
  for (const auto& row : rows) {
    const auto url = parse_url(row.text);
    EXPECT_FALSE(url) << row.text;
    EXPECT_EQ(url.problem, row.problem) << row.text;
  }
}

}  // namespace
}  // namespace gameday
