// The faults as people look them up: all there are, in order, each with what it needs.
#include "faults/directory.hpp"

#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "faults/evidence.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

TEST(Directory, HasEveryFaultOnceInOrder) {
  std::vector<std::string> ids;
  std::set<std::string_view> slugs;
  std::size_t aliases = 0;
  for (const DirectoryEntry& fault : directory()) {
    EXPECT_TRUE(slugs.insert(fault.slug).second) << fault.slug;
    EXPECT_FALSE(fault.title.empty()) << fault.slug;
    aliases += fault.id.empty() ? 1 : 0;
    if (!fault.id.empty()) {
      EXPECT_EQ(aliases, 0U) << "aliases come last";
      ids.emplace_back(fault.id);
      EXPECT_FALSE(evidence_of(fault.id).empty()) << fault.id;
    }
  }
  ASSERT_EQ(ids.size(), 57U);
  for (std::size_t at = 0; at < ids.size(); ++at) {
    EXPECT_EQ(ids[at], fmt::format("F{:02}", at + 1));
  }
  EXPECT_EQ(aliases, 3U);
}

TEST(Directory, SaysOfEachWhetherItCanBeInjected) {
  for (const DirectoryEntry& fault : directory()) {
    EXPECT_EQ(fault.entry == nullptr, contains(scenario_slugs(), fault.slug)) << fault.slug;
    EXPECT_EQ(fault.why_not.empty(), fault.entry != nullptr) << fault.slug;
    const std::string example = example_of(fault);
    EXPECT_EQ(example.empty(), fault.entry == nullptr);
    if (!example.empty()) {  // it can be pasted; `into` is the caller's
      std::string alone = "{" + example.substr(example.find(", ") + 2);
      EXPECT_EQ(test::parse_injection(alone).problems, "") << alone;
    }
  }
}

TEST(Directory, AsJsonIsOneArray) {
  const std::string json = directory_json();
  EXPECT_TRUE(json.starts_with(R"([{"id":"F01","slug":"rate-limited","title":)")) << json;
  EXPECT_NE(
      json.find(
          R"({"name":"limit","type":"choice","default":"requests","choices":["requests","tokens"]})"),
      std::string::npos);
  EXPECT_NE(json.find(R"("example":"{into: clients, fault: client-gone}")"), std::string::npos);
  EXPECT_NE(json.find(R"("slug":"partial-outage")"), std::string::npos);
  EXPECT_NE(json.find(R"("available":false,"why_not":"a scenario of its own)"), std::string::npos);
  EXPECT_NE(json.find(R"("scenario":"scenarios/catalogue/partial-outage.yaml"})"),
            std::string::npos);
}

}  // namespace
}  // namespace gameday::faults
