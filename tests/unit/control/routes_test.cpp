// Methods and paths.

#include "control/routes.hpp"

#include <gtest/gtest.h>

namespace gameday::control {
namespace {

using What = Route::What;

What what(std::string_view method, std::string_view target) {
  return route(method, target, false).what;
}

TEST(Routes, NameProxyAndToxic) {
  const Route found = route("PATCH", "/proxies/a%20b/toxics/c%3Ad?x=/y", false);
  EXPECT_EQ(found.what, What::found);
  EXPECT_EQ(found.operation, Operation::update_toxic);
  EXPECT_EQ(found.proxy, "a b");
  EXPECT_EQ(found.item, "c:d");
}

TEST(Routes, AProxyMayHaveTheNameOfARoute) {
  const Route found = route("GET", "/proxies/toxics/toxics", false);
  EXPECT_EQ(found.operation, Operation::list_toxics);
  EXPECT_EQ(found.proxy, "toxics");
}

TEST(Routes, KnowUnknownPathsFromWrongMethods) {
  EXPECT_EQ(what("GET", "/"), What::unknown);
  EXPECT_EQ(what("GET", "/proxies/"), What::unknown);
  EXPECT_EQ(what("GET", "/proxies/a/"), What::unknown);
  EXPECT_EQ(what("GET", "/proxies/a/toxics/"), What::unknown);
  EXPECT_EQ(what("GET", "/proxies/a/toxics/t/x"), What::unknown);
  EXPECT_EQ(what("GET", "/Proxies"), What::unknown);
  EXPECT_EQ(what("get", "/proxies"), What::wrong_method);
  EXPECT_EQ(what("", "/proxies"), What::wrong_method);
  EXPECT_EQ(what("POST PATCH", "/proxies/a"), What::wrong_method);
  EXPECT_EQ(what("PUT", "/proxies/a/toxics/t"), What::wrong_method);
}

TEST(Routes, MetricsAreThereWhenTheyAreWanted) {
  EXPECT_EQ(route("GET", "/metrics", false).what, What::unknown);
  EXPECT_EQ(route("GET", "/metrics", true).what, What::found);
  EXPECT_EQ(route("BREW", "/metrics", true).what, What::found);
}

TEST(Routes, PathsAreCleaned) {
  const auto moved = [](std::string_view target) {
    const Route found = route("GET", target, false);
    return found.what == What::moved ? found.location : "not moved";
  };
  EXPECT_EQ(moved("//proxies"), "/proxies");
  EXPECT_EQ(moved("/proxies//a%20b/"), "/proxies/a%20b/");
  EXPECT_EQ(moved("/./x/../version?a=b"), "/version?a=b");
  EXPECT_EQ(moved("/../.."), "/");
  EXPECT_EQ(moved("//evil.example/%0d%0aX:"), "/evil.example/%0D%0AX:");
  EXPECT_EQ(moved("/proxies"), "not moved");
}

TEST(Routes, TargetsThatAreNone) {
  for (const char* const target : {"", "*", "proxies", "/%", "/%4", "/%zz", "/a%4x", "a:1"}) {
    EXPECT_EQ(what("GET", target), What::malformed) << target;
  }
  EXPECT_EQ(what("GET", "http://anybody:1/version?x"), What::found);
  EXPECT_EQ(what("GET", "http://anybody"), What::unknown);
}

}  // namespace
}  // namespace gameday::control
