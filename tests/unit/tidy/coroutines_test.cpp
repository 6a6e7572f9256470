#include <gtest/gtest.h>

#include "helper.hpp"

namespace gameday::tidy {
namespace {

Said check(const std::string& body) {
  Findings findings;
  check_coroutines(source_at("lib/rt/a.cpp", "awaitable<void> f(int n) {\n" + body + "\n}\n"),
                   parse_rules("trivial Bound | a time\n"), findings);
  return said(findings);
}

TEST(TidyCoroutines, LambdasThatOwn) {
  EXPECT_EQ(check("co_await g([=] { return 1; });"), Said{"2 C1"});
  EXPECT_EQ(check("co_await g([text] { return 1; });"), Said{"2 C1"});
  EXPECT_EQ(check("co_await g([&, text = std::move(text)]() -> int { return 1; });"), Said{"2 C1"});
  EXPECT_EQ(check("auto r =\n    co_await g(1, [this, n] { return n; });"), Said{"3 C1"});
}

TEST(TidyCoroutines, LambdasThatOnlyRefer) {
  EXPECT_EQ(check("co_await g([] { return 1; });"), Said{});
  EXPECT_EQ(check("co_await g([&] { return 1; });"), Said{});
  EXPECT_EQ(check("co_await g([this, &text] { return 1; });"), Said{});
  EXPECT_EQ(check("auto owns = [text] { return 1; };\nco_await g(std::move(owns));"), Said{});
}

TEST(TidyCoroutines, IndexesBindingsAndAttributesAreNoLambdas) {
  EXPECT_EQ(check("co_await g(list[n], f()[0], list[0][n]);"), Said{});
  EXPECT_EQ(check("const auto [ec, n] = co_await g();"), Said{});
  EXPECT_EQ(check("auto&& [ec, n] = co_await g();"), Said{});
  EXPECT_EQ(check("[[maybe_unused]] const auto n = co_await g();"), Said{});
}

TEST(TidyCoroutines, BracedTemporaries) {
  EXPECT_EQ(check("co_await g(Options{1, text});"), Said{"2 C1"});
  EXPECT_EQ(check("co_await g(1, {});"), Said{"2 C1"});
  EXPECT_EQ(check("Options a = Options{co_await g()};"), Said{"2 C1"});
  EXPECT_EQ(check("auto n = co_await g(std::vector<int>{1, 2});"), Said{"2 C1"});
  EXPECT_EQ(check("co_return Answer{co_await g()};"), Said{"2 C1"});
  EXPECT_EQ(check("co_await g(1, n == 2 ? a : b);"), Said{"2 C1"});
  EXPECT_EQ(check("co_await g(n == 0 ? 500 : n);\nco_await g(n ? f(n) : 0);"), Said{});
}

TEST(TidyCoroutines, NamedAndSeparateOnesAreFine) {
  EXPECT_EQ(check("Options options{1, text};\nco_await g(std::move(options));"), Said{});
  EXPECT_EQ(check("const Answer answer{co_await g()};"), Said{});
  EXPECT_EQ(check("auto n = m ? 1 : 2;\nco_await g(n);"), Said{});
  EXPECT_EQ(check("if (n) {\n  h(Options{1});\n}\nco_await g();\nh(Options{1});"), Said{});
  EXPECT_EQ(check("for (;;) {\n  co_await g();\n}"), Said{});
  EXPECT_EQ(check("auto task = [](int m) -> awaitable<void> { co_await g(m); };\nh(A{task});"),
            Said{});
  EXPECT_EQ(check("co_await g([&] { return h(Options{1}); });"), Said{});
}

TEST(TidyCoroutines, TrivialTypesOwnNothing) {
  EXPECT_EQ(check("co_await g(rt::Bound{}, Bound{due});"), Said{});
  EXPECT_EQ(check("co_await g(Unbound{});"), Said{"2 C1"});
}

TEST(TidyCoroutines, ConditionsDoNotAwait) {
  EXPECT_EQ(check("if (co_await g()) {\n}"), Said{"2 C14"});
  EXPECT_EQ(check("if (const auto n = co_await g(); n) {\n}"), Said{"2 C14"});
  EXPECT_EQ(check("while (!(co_await g())) {\n}"), Said{"2 C14"});
  EXPECT_EQ(check("do {\n} while (h(co_await g()));"), Said{"3 C14"});
  EXPECT_EQ(check("switch (co_await g()) {\n}"), Said{"2 C14"});
  EXPECT_EQ(check("for (auto n : co_await g()) {\n}"), Said{"2 C14"});
  EXPECT_EQ(check("const auto n = co_await g();\nif (n) {\n  co_await g();\n}"), Said{});
  EXPECT_EQ(check("while (h([&]() -> awaitable<void> { co_await g(); })) {\n}"), Said{});
}

TEST(TidyCoroutines, NoBracedListIsReturned) {
  EXPECT_EQ(check("co_return {1, 2};"), Said{"2 C12"});
  EXPECT_EQ(check("co_return IoResult{};"), Said{});
}

}  // namespace
}  // namespace gameday::tidy
