// A request as each target gets it: what the config says about parameters, then the dialect.

#include "gateway/target_request.hpp"

#include <gtest/gtest.h>

namespace gameday::gateway {
namespace {

using Rule = llm::ParameterRule;

constexpr const char* body =
    R"({"model":"g","messages":[{"role":"user","content":"Hi"}],"seed":1,"max_tokens":5})";

Target target(llm::ParameterRules rules = {}) {
  return {"p", "m", std::move(rules)};
}

Or<Asked> asked(llm::Dialect which, const llm::ParameterRules& rules) {
  const auto dialect = make_dialect(which);
  return asked_of(*dialect, rules, target(), body);
}

using Names = std::vector<std::string>;

TEST(TargetRequest, OpenAisBodyIsCutAndElsewhereAsItWas) {
  const auto plain = asked(llm::Dialect::openai, {});
  EXPECT_EQ(plain->body, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],)"
                         R"("seed":1,"max_tokens":5})");
  EXPECT_TRUE(plain->dropped.empty());
  const auto fitted =
      asked(llm::Dialect::openai, {{"seed", Rule::drop}, {"max_tokens", Rule::convert}});
  EXPECT_EQ(fitted->body, R"({"model":"m","messages":[{"role":"user","content":"Hi"}],)"
                          R"("max_completion_tokens":5})");
  EXPECT_EQ(fitted->dropped, Names{"seed"});
}

TEST(TargetRequest, RulesComeBeforeATranslation) {
  const auto fitted = asked(llm::Dialect::anthropic, {{"max_tokens", Rule::drop}});
  EXPECT_EQ(fitted->body, R"({"model":"m","max_tokens":4096,)"
                          R"("messages":[{"role":"user","content":"Hi"}]})");
  EXPECT_EQ(fitted->dropped, (Names{"max_tokens", "seed"}));
}

TEST(TargetRequest, WhatIsRefusedIsAMisfitThatNamesItsTarget) {
  for (const llm::Dialect which : {llm::Dialect::openai, llm::Dialect::anthropic}) {
    const auto dialect = make_dialect(which);
    const llm::ParameterRules rules = {{"seed", Rule::refuse}};
    const policy::Misfit misfit = misfit_of(*dialect, rules, target());
    ASSERT_TRUE(misfit);
    policy::Request request;
    request.body = body;
    const auto failure = misfit(request);
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->kind, policy::FailureKind::rejected_unfit);
    EXPECT_EQ(failure->error->message,
              "`seed` is not for p/m: the gateway's config refuses it there.");
    request.body = R"({"model":"g","messages":[{"role":"user","content":"Hi"}]})";
    EXPECT_FALSE(misfit(request));
  }
}

TEST(TargetRequest, WhoTakesAnythingIsNotAsked) {
  const auto dialect = make_dialect(llm::Dialect::openai);
  EXPECT_FALSE(misfit_of(*dialect, {}, target()));
  EXPECT_FALSE(misfit_of(*dialect, {{"seed", Rule::drop}}, target()));
}

TEST(TargetRequest, ATargetsOwnRuleStandsBeforeItsProviders) {
  Provider provider;
  provider.parameters = {{"seed", Rule::drop}, {"n", Rule::refuse}};
  EXPECT_EQ(rules_of(provider, target({{"seed", Rule::pass}})),
            (llm::ParameterRules{{"seed", Rule::pass}, {"n", Rule::refuse}}));
}

TEST(TargetRequest, TheVersionIsSaidAndObeyed) {
  for (const auto version :
       {llm::AnthropicVersion::v2023_06_01, llm::AnthropicVersion::v2026_10_21}) {
    const auto dialect = make_dialect(llm::Dialect::anthropic, version);
    http::Fields fields;
    dialect->sign(fields, "sk");
    EXPECT_EQ(fields.get("anthropic-version"), llm::to_text(version));
    const auto said =
        dialect->asked(R"({"messages":[{"role":"user","content":"Hi"}],"temperature":0.5})", "m");
    EXPECT_EQ(said->dropped.empty(), version == llm::AnthropicVersion::v2023_06_01);
  }
}

}  // namespace
}  // namespace gameday::gateway
