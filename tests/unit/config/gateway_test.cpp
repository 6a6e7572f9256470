#include "config/gateway.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "config/secrets.hpp"
#include "config/shown_text.hpp"

namespace gameday::config {
namespace {

std::optional<std::string> no_variable(const std::string&) {
  return std::nullopt;
}

TEST(GatewayConfig, TheShortFormIsSafeByDefault) {
  Problems problems("gw.json");
  const auto read = parse_gateway(
      R"({"providers": {"openai": {"keys": ["env.A", "env.B"]}}, "fallbacks": ["openai/org/m"]})",
      no_variable, problems);
  EXPECT_TRUE(problems.list().empty());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->deadline, 60s);
  ASSERT_EQ(read->providers.size(), 1U);
  const gateway::Provider& provider = read->providers[0];
  EXPECT_EQ(provider.name, "openai");
  EXPECT_EQ(provider.base_url, "https://api.openai.com/v1");
  EXPECT_EQ(provider.retry.max, 1U);
  EXPECT_EQ(provider.timeouts.headers, 4s);
  ASSERT_EQ(provider.keys.size(), 2U);
  EXPECT_EQ(provider.keys[1].name, "b");
  EXPECT_EQ(provider.keys[1].source, "env.B");
  ASSERT_EQ(read->chain.size(), 1U);
  EXPECT_EQ(read->chain[0].provider, "openai");
  EXPECT_EQ(read->chain[0].model, "org/m");  // only the first slash parts the two
}

TEST(GatewayConfig, AProviderChangesOnlyWhatItNames) {
  Problems problems("gw.json");
  const auto read = parse_gateway(
      R"({"providers": {
            "a": {"base_url": "http://127.0.0.1:1/v1", "retry": {"max": 0},
                  "keys": [{"name": "gold", "value": "env.A", "weight": 3, "models": ["m"]},
                           {"value": "env.B", "models": ["*"]}]},
            "b": {"keys": ["env.C"], "timeouts_ms": {"idle": 7}}},
          "fallbacks": ["a/m", "b/m"], "deadline_ms": null,
          "retry": {"//": "why", "base_ms": 9, "jitter": "none"}, "timeouts_ms": {"connect": 5}})",
      no_variable, problems);
  ASSERT_TRUE(read) << to_line(problems.list()[0]);
  EXPECT_FALSE(read->deadline);
  const gateway::Provider& a = read->providers[0];
  const gateway::Provider& b = read->providers[1];
  EXPECT_EQ(a.retry.max, 0U);
  EXPECT_EQ(a.retry.base, 9ms);
  EXPECT_EQ(b.retry.max, 1U);
  EXPECT_EQ(b.retry.jitter, gateway::Jitter::none);
  EXPECT_EQ(a.timeouts.connect, 5ms);
  EXPECT_EQ(b.timeouts.idle, 7ms);
  EXPECT_EQ(a.timeouts.idle, 10s);
  EXPECT_EQ(a.keys[0].name, "gold");
  EXPECT_EQ(a.keys[0].weight, 3U);
  EXPECT_EQ(a.keys[0].models, std::vector<std::string>{"m"});
  EXPECT_EQ(a.keys[1].name, "b");
  EXPECT_TRUE(a.keys[1].models.empty());
}

TEST(GatewayConfig, WellKnownProvidersNeedNoAddress) {
  const auto address = [](const std::string& name, const std::string& more) {
    Problems problems("gw.json");
    const std::string model = name + "/m";
    auto read = parse_gateway("{\"providers\": {\"" + name + "\": {\"keys\": [\"env.A\"]" + more +
                                  "}}, \"fallbacks\": [\"" + model + "\"]}",
                              no_variable, problems);
    EXPECT_TRUE(read) << to_line(problems.list()[0]);
    return read ? read->providers[0].base_url : "";
  };
  EXPECT_EQ(address("anthropic", ""), "https://api.anthropic.com");
  EXPECT_EQ(address("groq", ""), "https://api.groq.com/openai/v1");
  EXPECT_EQ(address("groq", R"(, "base_url": "http://127.0.0.1:1/v1")"), "http://127.0.0.1:1/v1");
  EXPECT_EQ(address("groq", R"(, "dialect": "anthropic")"), "");  // nobody knows that one
  EXPECT_EQ(address("mine", ""), "");
}

TEST(GatewayConfig, EmbeddingsAreAChainOfTheirOwn) {
  const auto parsed = [](const std::string& embeddings) {
    Problems problems("gw.json");
    auto read = parse_gateway(R"({"providers": {"openai": {"keys": ["env.A"]},
                                  "anthropic": {"keys": ["env.B"]}},
 "fallbacks": ["openai/m"], "embeddings": )" +
                                  embeddings + "}",
                              no_variable, problems);
    std::string said;
    for (const Problem& problem : problems.list()) {
      said += to_line(problem);
    }
    return std::pair(read ? read->embeddings.size() : 0, said);
  };
  EXPECT_EQ(parsed(R"(["openai/e", "openai/e"])"), std::pair(std::size_t{2}, std::string()));
  EXPECT_EQ(
      parsed(R"(["openai/e", "openai/f"])").second,
      "gw.json:3:56: warning: embeddings[1]: vectors of f cannot be compared with those of e");
  EXPECT_NE(parsed(R"(["nobody/e", "openai/e", "openai/f"])")
                .second.find("gw.json:3:68: warning: embeddings[2]: vectors of f"),
            std::string::npos);
  EXPECT_EQ(parsed(R"(["openai/e", "anthropic/e"])").second,
            "gw.json:3:56: embeddings[1]: anthropic does not speak OpenAI's dialect, and the "
            "others have no embeddings; take it out");
  EXPECT_EQ(parsed("[]").first, 0U);
}

TEST(GatewayConfig, BreakersAreOnUntilSomebodySaysFalse) {
  const auto read = [](std::string top, std::string provider) {
    Problems problems("gw.json");
    auto options = parse_gateway("{" + top + R"("providers": {"a": {"keys": ["env.A"])" + provider +
                                     R"(}}, "fallbacks": ["a/m"]})",
                                 no_variable, problems);
    EXPECT_TRUE(options) << to_line(problems.list()[0]);
    return options->providers[0].breaker;
  };
  const auto safe = read("", "");
  ASSERT_TRUE(safe);
  EXPECT_EQ(safe->window, 20U);
  EXPECT_EQ(safe->min_calls, 10U);
  EXPECT_EQ(safe->failure_rate, 50U);
  EXPECT_EQ(safe->open, 5s);
  EXPECT_EQ(safe->probes, 1U);
  EXPECT_FALSE(safe->slow || safe->age || safe->open_most || safe->slow_start);
  EXPECT_FALSE(read(R"("breaker": false, )", ""));
  EXPECT_FALSE(read("", R"(, "breaker": false)"));
  const std::string top =
      R"("breaker": {"window": 30, "slow_ms": 900, "window_ms": 60000, "slow_start_ms": 7}, )";
  const auto both = read(top, R"(, "breaker": {"//": "why", "min_calls": 25, "slow_ms": null})");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->window, 30U);
  EXPECT_EQ(both->min_calls, 25U);
  EXPECT_EQ(both->age, 60s);
  EXPECT_FALSE(both->slow);
  EXPECT_EQ(both->slow_start, 7ms);
  const auto again = read(R"("breaker": false, )", R"(, "breaker": {"open_ms": 1})");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->open, 1ms);
}

// Of the last problem, which there must be.
std::string refused(const std::string& provider, const std::string& top = "",
                    const std::string& target = "\"a/m\"") {
  Problems problems("gw.json");
  const auto read = parse_gateway("{" + top + R"("providers": {"a": {"keys": ["env.A"])" +
                                      provider + R"(}}, "fallbacks": [)" + target + "]}",
                                  no_variable, problems);
  EXPECT_FALSE(read) << provider << top << target;
  return problems.list().empty() ? "" : to_line(problems.list().back());
}

TEST(GatewayConfig, ParametersHaveRules) {
  using Rule = llm::ParameterRule;
  Problems problems("gw.json");
  const auto read = parse_gateway(
      R"({"parameters": {"//": "why", "seed": "drop", "n": "refuse"}, "providers": {
            "a": {"keys": ["env.A"], "parameters": {"seed": "pass", "max_tokens": "convert"}},
            "b": {"keys": ["env.B"]}},
          "fallbacks": [{"//": "it reasons", "target": "a/o3",
                         "parameters": {"temperature": "drop"}},
                        "b/m"]})",
      no_variable, problems);
  ASSERT_TRUE(read) << to_line(problems.list()[0]);
  EXPECT_EQ(read->providers[0].parameters,
            (llm::ParameterRules{
                {"seed", Rule::pass}, {"n", Rule::refuse}, {"max_tokens", Rule::convert}}));
  EXPECT_EQ(read->providers[1].parameters,
            (llm::ParameterRules{{"seed", Rule::drop}, {"n", Rule::refuse}}));
  EXPECT_EQ(read->chain[0].provider, "a");
  EXPECT_EQ(read->chain[0].model, "o3");
  EXPECT_EQ(read->chain[0].parameters, (llm::ParameterRules{{"temperature", Rule::drop}}));
  EXPECT_TRUE(read->chain[1].parameters.empty());
}

TEST(GatewayConfig, ARuleThatCannotHoldIsRefusedInItsPlace) {
  EXPECT_EQ(
      refused(R"(, "parameters": {"temperature": "convert"})"),
      "gw.json:1:71: providers.a.parameters.temperature: only max_tokens and "
      "max_completion_tokens can be converted, into each other; write \"drop\" or \"refuse\"");
  EXPECT_NE(refused(R"(, "parameters": {"messages": "drop"})").find("it can only pass"),
            std::string::npos);
  EXPECT_NE(refused(R"(, "parameters": {"a b": "drop"})").find("is not the name of a parameter"),
            std::string::npos);
  EXPECT_NE(refused(R"(, "parameters": {"seed": "dorp"})").find("drop"), std::string::npos);
  EXPECT_NE(refused(R"(, "parameters": ["seed"])").find("providers.a.parameters"),
            std::string::npos);
  EXPECT_NE(refused(R"(, "parameters": {"max_tokens": "convert"})",
                    R"("parameters": {"max_completion_tokens": "convert"}, )")
                .find("converts back"),
            std::string::npos);
  const std::string both = R"(, "parameters": {"max_tokens": "convert", )"
                           R"("max_completion_tokens": "convert"})";
  EXPECT_EQ(refused(both),
            "gw.json:1:106: providers.a.parameters.max_completion_tokens: converts to max_tokens, "
            "which converts back; take one of the two out");
  EXPECT_NE(refused(R"(, "parameters": {"max_tokens": "convert"})", "",
                    R"({"target": "a/m", "parameters": {"max_completion_tokens": "convert"}})")
                .find("converts back"),
            std::string::npos);
  std::string many;
  for (int i = 0; i < 65; ++i) {
    many += (i > 0 ? ", \"p" : "\"p") + std::to_string(i) + R"(": "drop")";
  }
  EXPECT_NE(refused(R"(, "parameters": {)" + many + "}").find("64 are allowed"), std::string::npos);
  EXPECT_NE(refused("", "", R"({"parameters": {}})").find("fallbacks[0].target: missing"),
            std::string::npos);
  EXPECT_NE(refused("", "", R"({"target": "a/m", "model": "x"})").find("fallbacks[0].model"),
            std::string::npos);
  EXPECT_NE(refused("", "", R"({"target": "c/m"})").find("fallbacks[0].target"), std::string::npos);
}

TEST(GatewayConfig, ARuleMayBeTakenBackInAnyOrder) {
  using Rule = llm::ParameterRule;
  for (const char* own : {R"("max_tokens": "convert", "max_completion_tokens": "pass")",
                          R"("max_completion_tokens": "pass", "max_tokens": "convert")"}) {
    Problems problems("gw.json");
    const auto read = parse_gateway(
        std::string(R"({"parameters": {"max_completion_tokens": "convert", "model": "pass"},
            "providers": {"a": {"keys": ["env.A"], "parameters": {)") +
            own + R"(}}}, "fallbacks": ["a/m"]})",
        no_variable, problems);
    ASSERT_TRUE(read) << to_line(problems.list()[0]);
    EXPECT_EQ(read->providers[0].parameters,
              (llm::ParameterRules{{"max_tokens", Rule::convert},
                                   {"max_completion_tokens", Rule::pass},
                                   {"model", Rule::pass}}));
  }
}

TEST(GatewayConfig, OnlyAnthropicHasVersions) {
  Problems problems("gw.json");
  const auto read = parse_gateway(
      R"({"providers": {"anthropic": {"keys": ["env.A"], "anthropic_version": "2026-10-21"},)"
      R"( "b": {"dialect": "anthropic", "keys": ["env.B"]}}, "fallbacks": ["b/m"]})",
      no_variable, problems);
  ASSERT_TRUE(read) << to_line(problems.list()[0]);
  EXPECT_EQ(read->providers[0].anthropic_version, llm::AnthropicVersion::v2026_10_21);
  EXPECT_EQ(read->providers[1].anthropic_version, llm::AnthropicVersion::v2023_06_01);
  EXPECT_NE(refused(R"(, "anthropic_version": "2023-06-01")").find("providers.a.anthropic_version"),
            std::string::npos);
  EXPECT_NE(
      refused(R"(, "dialect": "anthropic", "anthropic_version": "2024-01-01")").find("2026-10-21"),
      std::string::npos);
}

/// A config of one provider with something on top and something under it.
std::optional<gateway::Options> with_keys(std::string top, std::string provider,
                                          Problems& problems) {
  return parse_gateway("{" + top + R"("providers": {"a": {"keys": ["env.A"])" + provider +
                           R"(}}, "fallbacks": ["a/m"]})",
                       no_variable, problems);
}

TEST(GatewayConfig, TheRetryBudgetIsOneForTheWholeGateway) {
  Problems problems("gw.json");
  const auto safe = with_keys("", "", problems);
  ASSERT_TRUE(safe && safe->budget);
  EXPECT_EQ(safe->budget->percent, 20U);
  EXPECT_EQ(safe->budget->per_second, 100U);
  EXPECT_EQ(safe->budget->window, 10s);
  EXPECT_FALSE(with_keys(R"("budget": false, )", "", problems)->budget);
  const auto own =
      with_keys(R"("budget": {"//": "why", "percent": 0, "min_per_second": 3, "window_ms": 500}, )",
                "", problems);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->budget->percent, 0U);
  EXPECT_EQ(own->budget->per_second, 3U);
  EXPECT_EQ(own->budget->window, 500ms);
  EXPECT_TRUE(problems.list().empty());
  EXPECT_FALSE(with_keys("", R"(, "budget": false)", problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].what,
            "holds for the whole gateway; write it on top, beside providers");
}

TEST(GatewayConfig, ALimitOfCallsIsOnlyWhereItIsWritten) {
  Problems problems("gw.json");
  EXPECT_FALSE(with_keys("", "", problems)->providers[0].concurrency);
  const auto top = with_keys(R"("concurrency": {"limit": 7}, )", "", problems);
  ASSERT_TRUE(top && top->providers[0].concurrency);
  EXPECT_EQ(top->providers[0].concurrency->limit, 7U);
  EXPECT_EQ(top->providers[0].concurrency->queue, 100U);
  EXPECT_EQ(top->providers[0].concurrency->queue_time, 1s);
  const auto own =
      with_keys(R"("concurrency": {"limit": 7, "queue": 3}, )",
                R"(, "concurrency": {"//": "why", "queue": 0, "queue_ms": 5})", problems);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->providers[0].concurrency->limit, 7U);
  EXPECT_EQ(own->providers[0].concurrency->queue, 0U);
  EXPECT_EQ(own->providers[0].concurrency->queue_time, 5ms);
  const auto off =
      with_keys(R"("concurrency": {"limit": 7}, )", R"(, "concurrency": false)", problems);
  EXPECT_FALSE(off->providers[0].concurrency);
  EXPECT_TRUE(problems.list().empty());
  EXPECT_FALSE(with_keys("", R"(, "concurrency": {"queue": 5})", problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].what, R"(missing; write "limit": 100)");
}

TEST(GatewayConfig, APaceOfStreamsIsOnlyWhereItIsWritten) {
  Problems problems("gw.json");
  EXPECT_FALSE(with_keys("", "", problems)->providers[0].pace);
  const auto top = with_keys(R"("tokens_per_second": {}, )", "", problems);
  ASSERT_TRUE(top && top->providers[0].pace);
  EXPECT_EQ(top->providers[0].pace->per_second, 5U);
  EXPECT_EQ(top->providers[0].pace->window, 5s);
  const auto own = with_keys(R"("tokens_per_second": {"min": 9}, )",
                             R"(, "tokens_per_second": {"//": "why", "over_ms": 700})", problems);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->providers[0].pace->per_second, 9U);
  EXPECT_EQ(own->providers[0].pace->window, 700ms);
  const auto off =
      with_keys(R"("tokens_per_second": {"min": 9}, )", R"(, "tokens_per_second": null)", problems);
  EXPECT_FALSE(off->providers[0].pace);
  EXPECT_TRUE(problems.list().empty());
  EXPECT_FALSE(with_keys("", R"(, "tokens_per_second": 5)", problems));
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].what,
            R"(takes a map or null; write "tokens_per_second": {"min": 5, "over_ms": 5000} or )"
            R"("tokens_per_second": null)");
}

TEST(GatewayConfig, AHedgeIsOnlyWhereItIsWritten) {
  Problems problems("gw.json");
  EXPECT_FALSE(with_keys("", "", problems)->hedge);
  EXPECT_FALSE(with_keys(R"("hedge": false, )", "", problems)->hedge);
  const auto plain = with_keys(R"("hedge": {}, )", "", problems);
  ASSERT_TRUE(plain && plain->hedge);
  EXPECT_EQ(plain->hedge->after, 1500ms);
  EXPECT_FALSE(plain->hedge->unary_after);
  EXPECT_EQ(plain->hedge->max_percent, 10U);
  const auto own =
      with_keys(R"("hedge": {"//": "why", "after_ms": 7, "unary_after_ms": 8, "max_percent": 9}, )",
                "", problems);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->hedge->after, 7ms);
  EXPECT_EQ(own->hedge->unary_after, 8ms);
  EXPECT_EQ(own->hedge->max_percent, 9U);
  EXPECT_TRUE(problems.list().empty());
  EXPECT_FALSE(with_keys("", R"(, "hedge": {})", problems));
}

TEST(GatewayConfig, ABrokenStreamEndsInAnErrorUnlessARestartIsNamed) {
  Problems problems("gw.json");
  EXPECT_EQ(with_keys("", "", problems)->on_break, gateway::OnBreak::error);
  EXPECT_EQ(with_keys(R"("on_break": "error", )", "", problems)->on_break, gateway::OnBreak::error);
  EXPECT_EQ(with_keys(R"("on_break": "restart", )", "", problems)->on_break,
            gateway::OnBreak::restart);
  EXPECT_TRUE(problems.list().empty());
  EXPECT_FALSE(with_keys(R"("on_break": "resume", )", "", problems));
  EXPECT_FALSE(with_keys("", R"(, "on_break": "error")", problems));
  EXPECT_EQ(problems.list().size(), 2U);
}

TEST(GatewayConfig, AnswersAreCheckedWhereSomebodySaysSo) {
  const auto read = [](const std::string& top, const std::string& provider) {
    Problems problems("gw.json");
    auto options = parse_gateway("{" + top + R"("providers": {"openai": {"keys": ["env.A"])" +
                                     provider + R"(}}, "fallbacks": ["openai/m"]})",
                                 no_variable, problems);
    return options ? (options->providers[0].check_schema ? "on" : "off")
                   : to_line(problems.list()[0]);
  };
  EXPECT_EQ(read("", ""), "off");
  EXPECT_EQ(read(R"("check_schema": true, )", ""), "on");
  EXPECT_EQ(read("", R"(, "check_schema": true)"), "on");
  EXPECT_EQ(read(R"("check_schema": true, )", R"(, "check_schema": false)"), "off");
  EXPECT_EQ(read(R"("check_schema": 1, )", ""),
            "gw.json:1:18: check_schema: \"1\" is neither true nor false");
}

TEST(GatewayConfig, AKeyInTheOpenIsReadButNeverShown) {
  Problems problems("gw.json");
  const std::string text =
      R"({"providers": {"openai": {"keys": ["sk-open", "env.B"]}}, "fallbacks": ["openai/m"]})";
  const auto read = parse_gateway(
      text, [](const std::string&) { return std::optional<std::string>("from-env"); }, problems);
  ASSERT_TRUE(read);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(to_line(problems.list()[0]),
            "gw.json:1:36: warning: providers.openai.keys[0]: a key stands here in the open; "
            "\"env.NAME\" keeps it out of the file");
  EXPECT_EQ(read->providers[0].keys[0].value, "sk-open");
  EXPECT_EQ(read->providers[0].keys[0].source, "");
  EXPECT_EQ(read->providers[0].keys[1].value, "from-env");
  EXPECT_EQ(with_secrets_masked(text, *read), R"({"providers": {"openai": {"keys": ["a#)" +
                                                  sha256_hex("sk-open").substr(0, 4) +
                                                  R"(", "env.B"]}}, "fallbacks": ["openai/m"]})");
}

TEST(GatewayConfig, AKeyWrittenWithEscapesIsNotShownEither) {
  Problems problems("gw.json");
  const std::string text =
      R"({"providers": {"openai": {"keys": ["s\u006b-open"]}}, "fallbacks": ["openai/m"]})";
  const auto read = parse_gateway(text, {}, problems);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->providers[0].keys[0].value, "sk-open");
  EXPECT_EQ(with_secrets_masked(text, *read).find("open\""), std::string::npos);
}

TEST(GatewayConfig, AKeyIsStarsWhereItsLineIsShown) {
  EXPECT_EQ(shown_text(R"({"a": {"keys": ["sk-öpen", "env.B", {"name": "x", "value": "sk-2",)"
                       R"( "models": ["m"]}], "base_url": "u"}, "fallbacks": ["a/m"]})"),
            R"({"a": {"keys": ["*******", "env.B", {"name": "x", "value": "****",)"
            R"( "models": ["m"]}], "base_url": "u"}, "fallbacks": ["a/m"]})");
  EXPECT_EQ(shown_text("{\"api_key\": \"sk\\\"3\" \"keys\" : [\"sk-4\n\"sk-5"),
            "{\"api_key\": \"*****\" \"keys\" : [\"****\n\"****");
  EXPECT_EQ(shown_text(R"({"keys": "sk-6", "title": "t)"), R"({"keys": "****", "title": "t)");
}

TEST(GatewayConfig, AKeyInACommentOrAUrlIsNotKeptEither) {
  Problems problems("gw.json");
  const std::string text =
      R"({"//": "was sk-ant-0123456789, or from-environment, or 0123456789abcdef0123",)"
      R"( "providers": {"openai": {"keys": ["env.A"]}}, "fallbacks": ["openai/gpt-4o-mini"]})";
  const auto read = parse_gateway(
      text, [](const std::string&) { return std::optional<std::string>("from-environment"); },
      problems);
  ASSERT_TRUE(read);
  const std::string kept = with_secrets_masked(text, *read);
  EXPECT_EQ(kept, R"({"//": "was *****************, or a#)" +
                      sha256_hex("from-environment").substr(0, 4) +
                      R"(, or ********************",)"
                      R"( "providers": {"openai": {"keys": ["env.A"]}},)"
                      R"( "fallbacks": ["openai/gpt-4o-mini"]})");
  EXPECT_EQ(starred("at http://me:pass@host:1/v1, Bearer abc, api_key: 'x y', api_key=env.B"),
            "at http://*******@host:1/v1, Bearer ***, api_key: '***', api_key=env.B");
}

TEST(GatewayConfig, AProviderCalledAnthropicSpeaksItsWordsUnlessToldOtherwise) {
  Problems problems("gw.json");
  const auto read = parse_gateway(
      R"({"timeouts_ms": {"first_token": 2500}, "providers": {"openai": {"keys": ["env.A"]},)"
      R"( "anthropic": {"keys": ["env.B"], "base_url": "http://127.0.0.1:9102/",)"
      R"( "timeouts_ms": {"headers": 900}},)"
      R"( "claude": {"dialect": "anthropic", "keys": ["env.B"]}}, "fallbacks": ["openai/m"]})",
      {}, problems);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->providers[0].dialect, llm::Dialect::openai);
  EXPECT_EQ(read->providers[1].dialect, llm::Dialect::anthropic);
  EXPECT_EQ(read->providers[2].dialect, llm::Dialect::anthropic);
  EXPECT_EQ(read->providers[1].timeouts.first_token, 2500ms);
  EXPECT_EQ(read->providers[1].timeouts.headers, 900ms);
}

TEST(GatewayConfig, AKeyThatBreaksTheJsonIsNotToldInFull) {
  Problems problems("gw.json");
  parse_gateway(R"({"keys": ["env.A" "sk-0123456789"]})", {}, problems);
  ASSERT_EQ(problems.list().size(), 1U);
  EXPECT_EQ(problems.list()[0].what.find("0123456789"), std::string::npos);
}

}  // namespace
}  // namespace gameday::config
