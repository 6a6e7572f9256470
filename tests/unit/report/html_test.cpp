// report.html as a browser and as an attacker would take it.

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <vector>

#include "base/digest.hpp"
#include "golden.hpp"
#include "report/evidence.hpp"
#include "report/html/page.hpp"
#include "report/inert.hpp"
#include "report/markdown.hpp"
#include "report/notable.hpp"
#include "report/terminal.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using test::Judged;
using test::sample_run;

struct Tag {
  std::string name;  // `/p` closes
  std::string attributes;
};

/// The tags of `html`, without what stands in <style> and <script>.
std::vector<Tag> tags_of(std::string_view html) {
  std::vector<Tag> tags;
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    const std::string_view inside = html.substr(at + 1, end - at - 1);
    const std::size_t name = std::min(inside.find_first_of(" \n/", 1), inside.size());
    tags.push_back({std::string(inside.substr(0, name)), std::string(inside.substr(name))});
    at = end;
    if (tags.back().name == "style" || tags.back().name == "script") {
      at = html.find("</" + tags.back().name, at);
    }
  }
  return tags;
}

std::string attribute(const Tag& tag, const std::string& name) {
  const std::size_t at = tag.attributes.find(' ' + name + "=\"");
  if (at == tag.attributes.npos) {
    return {};
  }
  const std::size_t begin = at + name.size() + 3;
  return tag.attributes.substr(begin, tag.attributes.find('"', begin) - begin);
}

/// Every tag is closed by its own, ids are unique, links lead somewhere, nothing is fetched.
void expect_sound(const std::string& html) {
  const std::set<std::string> void_tags = {"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  std::set<std::string> ids;
  std::vector<std::string> links;
  for (const Tag& tag : tags_of(html)) {
    if (tag.name.starts_with('/')) {
      ASSERT_FALSE(open.empty()) << tag.name;
      ASSERT_EQ('/' + open.back(), tag.name);
      open.pop_back();
    } else if (!tag.attributes.ends_with('/') && !void_tags.contains(tag.name)) {
      open.push_back(tag.name);
    }
    if (const std::string id = attribute(tag, "id"); !id.empty()) {
      EXPECT_TRUE(ids.insert(id).second) << id << " stands twice";
    }
    for (const char* name : {"href", "xlink:href"}) {
      if (const std::string link = attribute(tag, name); !link.empty()) {
        links.push_back(link);
      }
    }
    EXPECT_EQ(attribute(tag, "src"), "") << tag.name;
    for (const char* handler : {"onclick", "onload", "onerror", "onmouseover"}) {
      EXPECT_EQ(attribute(tag, handler), "") << tag.name;
    }
  }
  EXPECT_TRUE(open.empty());
  for (const std::string& link : links) {
    ASSERT_TRUE(link.starts_with('#')) << link;
    EXPECT_TRUE(ids.contains(link.substr(1))) << link;
  }
  EXPECT_EQ(html.find("{{"), html.npos);
  EXPECT_EQ(html.find("@import"), html.npos);
  for (std::size_t at = html.find("url("); at != html.npos; at = html.find("url(", at + 1)) {
    EXPECT_EQ(html.substr(at + 4, 1), "#");
  }
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t begin = text.find(from) + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

/// Without figures, style and script, which have tests of their own.
std::string without_svg(std::string html) {
  for (const std::string name : {"style", "script", "figure", "svg"}) {
    const std::string end = "</" + name + '>';
    for (std::size_t at = html.find('<' + name); at != html.npos; at = html.find('<' + name, at)) {
      html.replace(at, html.find(end, at) + end.size() - at, '[' + name + ']');
    }
  }
  return html;
}

TEST(Html, HasAllPartsInTheirOrder) {
  const Judged judged(sample_run(true));
  const std::string html = html::page(judged.document());
  expect_sound(html);
  test::expect_golden("report.html", without_svg(html));
}

TEST(Html, APassAndARunWithoutChecksAreSoundToo) {
  expect_sound(html::page(Judged(sample_run(false)).document()));
  test::SmallRun bare({"nothing"}, {"alone"});
  bare.facts.experiments[0].started.reset();
  bare.facts.experiments[0].injections.clear();
  bare.facts.hypothesis.clear();
  bare.facts.slo_answer.reset();
  const std::string html = html::page(Judged(bare).document());
  expect_sound(html);
  EXPECT_NE(html.find("The scenario promises nothing."), html.npos);
  EXPECT_NE(html.find("No request was recorded."), html.npos);
}

TEST(Html, OnlyItsOwnScriptMayRun) {
  const std::string html = html::page(Judged(sample_run(true)).document());
  const std::string script = between(html, "<script>", "</script>");
  // The digest again, as base64 by hand: three bytes are four letters.
  const std::string hash = between(html, "script-src 'sha256-", "'");
  ASSERT_EQ(hash.size(), 44U);
  std::string bits;
  for (const char letter : hash.substr(0, 43)) {
    const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int bit = 5; bit >= 0; --bit) {
      bits += (letters.find(letter) >> static_cast<unsigned>(bit) & 1U) != 0 ? '1' : '0';
    }
  }
  std::string hex;
  for (std::size_t at = 0; at < 256; at += 4) {
    hex += "0123456789abcdef"[std::stoul(bits.substr(at, 4), nullptr, 2)];
  }
  EXPECT_EQ(hex, sha256_hex(script));
  EXPECT_NE(html.find("default-src 'none'"), html.npos);
  EXPECT_EQ(html.find("<script", html.find("<script>") + 1), html.npos);
}

TEST(Html, ARunInVirtualTimeNamesNoDateAndNoMachine) {
  test::SmallRun run = sample_run(true);
  const std::string real = html::page(Judged(run).document());
  EXPECT_NE(real.find("8 December 2026, 10:00 UTC"), real.npos);
  EXPECT_NE(real.find("somewhere"), real.npos);
  run.facts.simulated = true;
  const std::string virtual_time = html::page(Judged(run).document());
  EXPECT_EQ(virtual_time.find("2026"), virtual_time.npos);
  EXPECT_EQ(virtual_time.find("somewhere"), virtual_time.npos);
  EXPECT_NE(virtual_time.find("SIMULATED: the whole run took place in virtual time"),
            virtual_time.npos);
}

TEST(Html, TheRequestThatTheTerminalPointsToIsThere) {
  const Judged judged(sample_run(true));
  const Document document = judged.document();
  const std::string shown = terminal(document, {}, "x/report.html", "");
  const std::string place = between(shown, "(report.html#", ")");
  ASSERT_FALSE(place.empty()) << shown;
  const std::string html = html::page(document);
  EXPECT_NE(html.find("<article class=\"request\" id=\"" + place + "\">"), html.npos) << place;
}

TEST(Html, ARunWithoutAnEndIsALog) {
  test::SmallRun run = sample_run(true);
  run.facts.end = verdict::RunEnd::incomplete;
  run.records.events.pop_back();
  const std::string html = html::page(Judged(run).document());
  expect_sound(html);
  EXPECT_NE(html.find("INCOMPLETE"), html.npos);
  EXPECT_NE(html.find("Read it as a log; it is not a verdict."), html.npos);
  EXPECT_NE(html.find("judged stopped"), html.npos);
}

TEST(Html, ShowsAtMostTwelveRequestsAndSaysHowManyMore) {
  test::SmallRun run({"storm"}, {"tuned gateway"});
  run.healthy_around(0).ended(0);
  for (int kind = 0; kind < 30; ++kind) {
    test::Fate fate = test::failed_with(500 + kind);
    run.add(0, 0, record::Window::fault, 2, fate);
  }
  const std::string html = html::page(Judged(run).document());
  std::size_t blocks = 0;
  for (std::size_t at = html.find("<article"); at != html.npos;
       at = html.find("<article", at + 1)) {
    ++blocks;
  }
  EXPECT_EQ(blocks, 12U);
  EXPECT_NE(html.find("And 18 more kinds"), html.npos);
}

// Every place where somebody else's words can stand.
test::SmallRun hostile(const std::string& evil) {
  test::SmallRun run({evil, "x" + evil}, {evil, "tuned " + evil});
  run.facts.title = run.facts.hypothesis = run.facts.scenario_file = run.facts.again = evil;
  run.facts.version = run.facts.end_reason = run.facts.plan_hash = run.facts.scenario_hash = evil;
  run.facts.host = {evil, evil, evil};
  run.facts.labels = {{evil, evil}};
  run.facts.overrides = {evil};
  run.facts.cast.providers = {evil, "anthropic"};
  for (auto& arm : run.facts.arms) {
    arm.kind = arm.config = arm.config_file = evil;
  }
  run.facts.arms[0].config = "{\"retry\": 1}";
  for (auto& experiment : run.facts.experiments) {
    experiment.injections[0].name = experiment.injections[0].words = evil;
  }
  run.healthy_around(0).ended(0).promise(0, 0, "failed == 0");
  run.add(0, 0, record::Window::fault, 30, test::failed_with(429));
  run.add(0, 1, record::Window::fault, 30, test::fell_back(1s));
  test::add_audit(run, 0, 0, 30, 30);
  for (auto& request : run.records.requests) {
    request.model = request.error = evil;
  }
  for (auto& attempt : run.records.attempts) {
    attempt.model = attempt.key = attempt.fault = attempt.bypassed = evil;
    attempt.reached = "after " + evil;
  }
  for (auto& event : run.records.events) {
    event.text = evil;
    if (event.counts) {
      event.counts->bypassed = {{evil, 3}};
    }
  }
  return run;
}

const std::array<std::string, 8> evils = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)> ' onload='x",
    "</style></title></textarea>--><svg onload=x>",
    "{{title}} {{{style}}} {{#experiments}} {{=<% %>=}}",
    "| a | b |\n\n# h\n```\n![x](http://e/x.png) [l](javascript:x)",
    "\x1b[31mred\x1b[0m\x1b]8;;http://e\x07\r\b\x9b",
    "\u202Egnp.exe\u2066\u200F \u05D0\u05D1 \xFF\xC0\xAF",
    std::string(10'000, 'n')};

bool has_control(const std::string& text) {
  return std::ranges::any_of(text, [](char letter) {
    return (static_cast<unsigned char>(letter) < 0x20 && letter != '\n') || letter == 0x7f;
  });
}

TEST(Html, HostileWordsAreInert) {
  for (const std::string& evil : evils) {
    const std::string html = html::page(Judged(hostile(evil)).document());
    std::string without_braces = html;  // a name may well be `{{title}}`; it is not obeyed
    for (std::size_t at = 0; (at = without_braces.find("{{", at)) != without_braces.npos;) {
      without_braces.replace(at, 2, "((");
    }
    expect_sound(without_braces);
    EXPECT_FALSE(has_control(html)) << evil.substr(0, 40);
    EXPECT_EQ(html.find("\u202E"), html.npos);
    EXPECT_EQ(html.find("alert(1)</script>"), html.npos);
    EXPECT_EQ(html.find("<img"), html.npos);
    EXPECT_LT(html.size(), 800'000U);
  }
}

/// Markdown without its code, where nothing is a sign.
std::string outside_code(const std::string& text) {
  std::istringstream lines(text);
  std::string out;
  std::string fence;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    if (ticks >= 3 && (fence.empty() || line == fence)) {
      fence = fence.empty() ? std::string(ticks, '`') : "";
      continue;
    }
    bool in_span = false;
    for (std::size_t at = 0; fence.empty() && at < line.size(); ++at) {
      const bool escaped = at > 0 && line[at - 1] == '\\';
      in_span = line[at] == '`' && !escaped ? !in_span : in_span;
      out += in_span ? "" : line.substr(at, 1);
    }
    out += '\n';
  }
  return out;
}

TEST(Markdown, HostileWordsAreInert) {
  for (const std::string& evil : evils) {
    const std::string text = markdown(Judged(hostile(evil)).document());
    EXPECT_FALSE(has_control(text)) << evil.substr(0, 40);
    EXPECT_EQ(text.find("\u202E"), text.npos);
    const std::string prose = outside_code(text);
    EXPECT_EQ(prose.find("\n# h"), prose.npos);
    for (const char* sign : {"<script", "<img", "<svg", "</", "["}) {
      for (std::size_t at = prose.find(sign); at != prose.npos; at = prose.find(sign, at + 1)) {
        EXPECT_EQ(prose.substr(at - 1, 1), "\\") << prose.substr(at - 1, 80);
      }
    }
    EXPECT_LT(text.size(), 200'000U);
  }
}

TEST(Terminal, HostileWordsAreInert) {
  for (const std::string& evil : evils) {
    const Judged judged(hostile(evil));
    const std::string text = terminal(judged.document(), {}, "report.html", "");
    EXPECT_FALSE(has_control(text)) << evil.substr(0, 40);
    EXPECT_EQ(text.find("\u202E"), text.npos);
    EXPECT_LT(text.size(), 20'000U);
  }
}

TEST(Inert, KeepsWordsAndNothingElse) {
  EXPECT_EQ(inert("naïve – 5 µs"), "naïve – 5 µs");
  EXPECT_EQ(inert("a\tb\nc"), "a b c");
  EXPECT_EQ(inert_lines("a\nb"), "a\nb");
  EXPECT_EQ(inert("\x1b[1m\u202Ex\u200B\xC2\x9B\xFF"), "\uFFFD[1m\uFFFDx\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(inert("abcdef", 3), "abc…");
  EXPECT_EQ(inert("abc", 3), "abc");
}

TEST(Anchor, TellsArmsApartThatShareTheirOrdinals) {
  const Judged judged(sample_run(true));
  record::RequestRecord request;
  request.ordinal = 117;
  request.arm = 2;  // of the hypothesis
  EXPECT_EQ(anchor(judged.document(), request), "117");
  request.arm = 0;
  EXPECT_EQ(anchor(judged.document(), request), "117-1");
}

}  // namespace
}  // namespace gameday::report
