// Each rule finds what it is named after, and nothing in a config that is well.

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "configs.hpp"
#include "gateway/lint/finding.hpp"
#include "gateway/lint/setting.hpp"

namespace gameday::gateway::lint::test {
namespace {

/// Nothing to say about it.
Options well() {
  Options options = with(two_providers(), [](Provider& provider) {
    provider.timeouts.unary_headers = 12s;
    provider.timeouts.attempt = 25s;
    for (Key& key : provider.keys) {
      key.source = "env." + provider.name + key.name;
    }
  });
  options.deadline = 40s;
  return options;
}

std::vector<Finding> found(const Options& options) {
  return check({options, 60s, 500});
}

std::set<std::string> names(const std::vector<Finding>& findings) {
  std::set<std::string> names;
  for (const Finding& finding : findings) {
    names.insert(finding.rule);
  }
  return names;
}

std::string listed(const std::vector<Finding>& findings) {
  std::string list;
  for (const Finding& finding : findings) {
    list += finding.rule + ": " + finding.what + '\n';
  }
  return list;
}

TEST(LintRules, HaveNothingToSayAboutAConfigThatIsWell) {
  EXPECT_EQ(listed(found(well())), "");
}

TEST(LintRules, SeeWhoIsAskedForEmbeddingsAlone) {
  Options options = well();
  Provider vectors = options.providers[0];
  vectors.name = "vectors";
  vectors.base_url = "http://api.vectors.example/v1";
  vectors.retry.on_timeout = true;
  vectors.timeouts.first_token = 120s;  // which no embedding has
  options.providers.push_back(vectors);
  EXPECT_EQ(names(found(options)), (std::set<std::string>{"unused-provider"}));
  options.embeddings = {{"vectors", "embed-3"}};
  EXPECT_EQ(names(found(options)),
            (std::set<std::string>{"plain-http-upstream", "retry-on-timeout"}));
}

struct Break {
  const char* rule;
  void (*change)(Options& options);
  Severity severity;
};

Provider& first(Options& options) {
  return options.providers.front();
}

const Break breaks[] = {
    {"no-deadline", [](Options& o) { o.deadline.reset(); }, Severity::error},
    {"timeouts-multiply", [](Options& o) { o.deadline = 61s; }, Severity::error},
    {"deadline-shorter-than-one-attempt", [](Options& o) { o.deadline = 24s; }, Severity::warning},
    {"fallback-never-reached",
     [](Options& o) { first(o).timeouts.connect = first(o).timeouts.attempt = 50s; },
     Severity::error},
    {"no-first-token-timeout", [](Options& o) { first(o).timeouts.first_token = 60s; },
     Severity::warning},
    {"no-idle-timeout", [](Options& o) { first(o).timeouts.idle = 60s; }, Severity::warning},
    {"unary-timeout-too-short", [](Options& o) { first(o).timeouts.unary_headers = 9999ms; },
     Severity::warning},
    {"unary-timeout-too-short", [](Options& o) { o.deadline = 9s; }, Severity::warning},
    {"pace-out-of-range",
     [](Options& o) {
       first(o).pace = PaceOptions{5, *o.deadline};
     },
     Severity::warning},
    {"pace-out-of-range",
     [](Options& o) {
       first(o).pace = PaceOptions{50, 5s};
     },
     Severity::warning},
    {"seconds-for-milliseconds", [](Options& o) { first(o).timeouts.headers = 99ms; },
     Severity::error},
    {"seconds-for-milliseconds", [](Options& o) { o.deadline = 60ms; }, Severity::error},
    {"milliseconds-for-seconds", [](Options& o) { first(o).timeouts.idle = 1h; }, Severity::error},
    {"no-ceiling",
     [](Options& o) {
       first(o).retry.max = 6;
       o.providers.back().retry.max = 1;
     },
     Severity::warning},
    {"retry-on-timeout", [](Options& o) { first(o).retry.on_timeout = true; }, Severity::warning},
    {"retry-on-rate-limit", [](Options& o) { first(o).retry.on_rate_limit = true; },
     Severity::warning},
    {"retry-after-ignored", [](Options& o) { first(o).retry.retry_after = RetryAfter::ignore; },
     Severity::warning},
    {"retry-after-uncapped", [](Options& o) { o.deadline.reset(); }, Severity::error},
    {"no-backoff", [](Options& o) { first(o).retry.base = 0ms; }, Severity::warning},
    {"no-jitter", [](Options& o) { first(o).retry.jitter = Jitter::none; }, Severity::warning},
    {"breaker-never-opens", [](Options& o) { first(o).breaker->age = 99ms; }, Severity::warning},
    {"breaker-never-opens", [](Options& o) { first(o).breaker->slow = 25s; }, Severity::warning},
    {"breaker-never-opens", [](Options& o) { o.deadline = 12s; }, Severity::warning},
    {"slow-start-without-effect", [](Options& o) { o.providers.back().breaker->slow_start = 30s; },
     Severity::note},
    {"budget-without-effect", [](Options& o) { o.budget->percent = 200; }, Severity::warning},
    {"budget-without-effect", [](Options& o) { o.budget->percent = o.budget->per_second = 0; },
     Severity::warning},
    {"queue-outlives-deadline",
     [](Options& o) {
       first(o).concurrency = ConcurrencyOptions{10, 1, *o.deadline};
     },
     Severity::warning},
    {"hedge-without-effect",
     [](Options& o) {
       o.hedge = HedgeOptions{*o.deadline, {}, 10};
     },
     Severity::warning},
    {"hedge-without-effect",
     [](Options& o) {
       o.hedge.emplace();
       o.chain.pop_back();
     },
     Severity::warning},
    {"restart-without-target",
     [](Options& o) {
       o.on_break = OnBreak::restart;
       o.chain.pop_back();
     },
     Severity::warning},
    {"single-target", [](Options& o) { o.chain.pop_back(); }, Severity::warning},
    {"fallback-same-provider",
     [](Options& o) {
       o.chain.back() = {"openai", "gpt-4o"};
     },
     Severity::warning},
    {"duplicate-target", [](Options& o) { o.chain.push_back(o.chain.front()); }, Severity::warning},
    {"unserved-target", [](Options& o) { o.providers.back().keys[0].models = {"claude-opus"}; },
     Severity::error},
    {"unused-provider", [](Options& o) { o.providers.push_back(provider("groq", 1)); },
     Severity::note},
    {"shared-key", [](Options& o) { first(o).keys[1].source = first(o).keys[0].source; },
     Severity::warning},
    {"plain-http-upstream", [](Options& o) { first(o).base_url = "http://api.openai.com/v1"; },
     Severity::warning},
};

class LintRule : public ::testing::TestWithParam<Break> {};

TEST_P(LintRule, FindsWhatItIsNamedAfter) {
  Options options = well();
  GetParam().change(options);
  const std::vector<Finding> findings = found(options);
  const auto one = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.rule == GetParam().rule;
  });
  ASSERT_NE(one, findings.end()) << listed(findings);
  EXPECT_EQ(one->severity, GetParam().severity);
  EXPECT_FALSE(one->where.empty());
  EXPECT_FALSE(one->fix.empty());
}

INSTANTIATE_TEST_SUITE_P(Breaks, LintRule, ::testing::ValuesIn(breaks), [](const auto& one) {
  std::string name = one.param.rule + std::to_string(one.index);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(LintRules, AreAllTested) {
  std::set<std::string> tested;
  for (const Break& one : breaks) {
    tested.insert(one.rule);
  }
  std::set<std::string> all;
  for (const Rule& rule : rules()) {
    all.insert(rule.name);
    EXPECT_GT(std::string(rule.why).size(), 60U) << rule.name;
  }
  EXPECT_EQ(tested, all);
}

TEST(LintRules, StandOnTheirPage) {
  std::ostringstream text;
  text << std::ifstream(std::string(GAMEDAY_SOURCE_DIR) + "/docs/lint.md").rdbuf();
  std::istringstream lines(text.str());
  std::vector<std::string> rows;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("| `") && line.find("-") < line.find("` |")) {
      rows.push_back(line.substr(3, line.find("` |") - 3));
    }
  }
  std::vector<std::string> all;
  for (const Rule& rule : rules()) {
    all.emplace_back(rule.name);
  }
  std::erase_if(rows, [](const std::string& row) { return row.starts_with("--"); });
  EXPECT_EQ(rows, all);
}

TEST(LintRules, ABreakerThatIsOffOrCanOpenIsLeftAlone) {
  Options options = well();
  first(options).breaker->age = 100ms;
  first(options).breaker->slow = 24s;
  EXPECT_EQ(listed(found(options)), "");
  options.deadline = 12s;
  first(options).breaker->slow = 11s;  // sees what the deadline ends
  options.providers.back().breaker.reset();
  EXPECT_FALSE(names(found(options)).contains("breaker-never-opens"));
}

TEST(LintRules, ABudgetThatBitesOrIsOffIsLeftAlone) {
  Options options = well();
  options.budget->percent = 199;  // each of the two targets is asked again once
  EXPECT_FALSE(names(found(options)).contains("budget-without-effect"));
  options.budget->percent = 0;
  EXPECT_FALSE(names(found(options)).contains("budget-without-effect"));
  options.budget->per_second = 0;
  for (Provider& provider : options.providers) {
    provider.retry.max = 0;
  }
  EXPECT_FALSE(names(found(options)).contains("budget-without-effect"));
  options.budget.reset();
  EXPECT_FALSE(names(found(options)).contains("budget-without-effect"));
}

TEST(LintRules, AQueueThatIsShortOrHoldsNobodyIsLeftAlone) {
  Options options = well();
  first(options).concurrency = ConcurrencyOptions{10, 100, *options.deadline - 1ms};
  EXPECT_FALSE(names(found(options)).contains("queue-outlives-deadline"));
  first(options).concurrency = ConcurrencyOptions{10, 0, 1h};
  EXPECT_EQ(listed(found(options)), "");
}

TEST(LintRules, ASlowStartOfATargetThatAnotherStandsBehindIsLeftAlone) {
  Options options = well();
  first(options).breaker->slow_start = 30s;
  EXPECT_EQ(listed(found(options)), "");
}

TEST(LintRules, APaceBelowHealthyModelsIsLeftAlone) {
  Options options = well();
  first(options).pace = PaceOptions{49, 5s};
  EXPECT_EQ(listed(found(options)), "");
}

TEST(LintRules, AHedgeThatCanBePlacedIsLeftAlone) {
  Options options = well();
  options.hedge = HedgeOptions{*options.deadline - 1ms, {}, 10};
  EXPECT_EQ(listed(found(options)), "");
  first(options).retry.max = 0;
  first(options).keys.resize(1);
  EXPECT_TRUE(names(found(options)).contains("hedge-without-effect"));  // 11 s and it has failed
}

TEST(LintRules, PutErrorsFirst) {
  Options options = well();
  options.deadline.reset();
  options.chain.pop_back();
  const auto findings = found(options);
  EXPECT_TRUE(std::is_sorted(
      findings.begin(), findings.end(),
      [](const Finding& one, const Finding& other) { return one.severity < other.severity; }));
  EXPECT_GT(names(findings).size(), 2U);
}

TEST(LintRules, PointAtTheKeyOfTheFormThatTheFileIsWrittenIn) {
  Options options = well();
  EXPECT_EQ(where(options, "openai", Setting::retry_max).front(),
            (KeyPath{"providers", "openai", "retry", "max"}));
  EXPECT_EQ(where(options, "openai", Setting::retry_max)[1], (KeyPath{"retry", "max"}));
  EXPECT_EQ(pasted(options, Setting::first_token, "4000"),
            R"("timeouts_ms": {"first_token": 4000})");
  options.form = Form::bifrost;
  EXPECT_EQ(where(options, "openai", Setting::retry_max).front(),
            (KeyPath{"providers", "openai", "network_config", "max_retries"}));
  EXPECT_EQ(pasted(options, Setting::first_token, "4"),
            R"("network_config": {"stream_idle_timeout_in_seconds": 4})");
  EXPECT_EQ(pasted(options, Setting::on_timeout, "false"), "");
}

TEST(LintRules, AnAddressNearbyMayBePlain) {
  Options options = well();
  for (const char* url :
       {"http://127.0.0.1:1/v1", "http://10.1.2.3/v1", "http://llm:8080/v1", "http://[::1]:80/v1",
        "http://vllm.prod.svc/v1", "https://api.openai.com/v1", ""}) {
    first(options).base_url = url;
    EXPECT_EQ(listed(found(options)), "") << url;
  }
}

}  // namespace
}  // namespace gameday::gateway::lint::test
