#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/caveats.hpp"
#include "report/figures.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/lines.hpp"
#include "report/sentence.hpp"
#include "report/words.hpp"

namespace gameday::report::html {
namespace {

constexpr const char* shell = R"(<header id="verdict">
<p class="kicker">{{kicker}}</p>
<h1>{{title}}</h1>
<div class="judged {{state}}">
<p class="word">{{{badge}}}{{#badges}} <span class="tag">{{name}}</span>{{/badges}}</p>
<p class="sentence">{{sentence}}</p>
<p class="tally">{{{tally}}}<br>{{load}}</p>
{{#injected}}<p class="tally">{{words}}</p>
{{/injected}}</div>
{{#warnings}}<p class="warning">{{words}}</p>
{{/warnings}}{{#notes}}<p class="note">{{words}}</p>
{{/notes}}</header>
)";

// The verdict stays on the first screen, whatever the run was called.
constexpr std::size_t longest_title = 160;
constexpr std::size_t longest_label = 64;

// `2026-12-08T10:00:00Z` as `8 December 2026, 10:00 UTC`; what is no such time stays as it is.
std::string date_words(const std::string& stamp) {
  constexpr std::array months = {"January",   "February", "March",    "April",
                                 "May",       "June",     "July",     "August",
                                 "September", "October",  "November", "December"};
  constexpr std::string_view shape = "0000-00-00T00:00:00Z";
  const auto alike = [](char have, char want) {
    return want == '0' ? have >= '0' && have <= '9' : have == want;
  };
  if (!std::ranges::equal(stamp, shape, alike)) {
    return stamp;
  }
  const std::size_t month = std::stoul(stamp.substr(5, 2));
  return month < 1 || month > months.size()
             ? stamp
             : fmt::format("{} {} {}, {} UTC", std::stoul(stamp.substr(8, 2)), months.at(month - 1),
                           stamp.substr(0, 4), stamp.substr(11, 5));
}

// Virtual time has no date, and equal runs in it give equal pages.
std::string kicker(const verdict::RunFacts& facts) {
  std::vector<std::string> parts = {"Game day report"};
  if (!facts.simulated && !facts.host.started.empty()) {
    parts.push_back(date_words(facts.host.started));
  }
  for (const auto& [label, value] : facts.labels) {
    parts.push_back(cut(value, longest_label));
  }
  return joined(parts, ", ");
}

// What did not hold leads to where it stands.
std::string tally_markup(const verdict::Verdict& verdict) {
  const CheckTally checks = tally(verdict);
  std::vector<std::string> bad;
  if (checks.fail > 0) {
    bad.push_back(fmt::format("{} fail", checks.fail));
  }
  if (checks.inconclusive > 0) {
    bad.push_back(fmt::format("{} inconclusive", checks.inconclusive));
  }
  const std::string words = tally_words(verdict);
  const std::string tail = joined(bad, ", ") + '.';
  if (bad.empty() || !words.ends_with(tail)) {
    return text(words);
  }
  return fmt::format("{}<a href=\"#not-held\">{}</a>.",
                     text(words.substr(0, words.size() - tail.size())),
                     text(tail.substr(0, tail.size() - 1)));
}

Fields::List sentences(const std::vector<std::string>& words) {
  Fields::List out;
  for (const std::string& one : words) {
    out.push_back(Fields().set("words", one));
  }
  return out;
}

}  // namespace

std::string verdict_part(const Document& document) {
  Fields::List tags;
  for (const std::string& one : badges(document.facts)) {
    tags.insert(tags.begin(), Fields().set("name", one));  // SIMULATED weighs more
  }
  std::vector<std::string> injected;
  if (const std::string words = injected_words(document); !words.empty()) {
    injected.push_back('F' + words.substr(1) + '.');
  }
  const verdict::Ruling ruling = document.verdict.ruling;
  const std::string sentence = verdict_sentence(document);
  std::vector<std::string> warnings = document.verdict.reasons;
  std::erase_if(warnings, [&](const std::string& reason) {  // said already
    return sentence.find(reason) != sentence.npos;
  });
  return fill(shell, Fields()
                         .set("kicker", kicker(document.facts))
                         .set("title", cut(document.facts.title, longest_title))
                         .set("state", state(ruling))
                         .set("badge", badge(ruling))
                         .list("badges", std::move(tags))
                         .set("sentence", sentence)
                         .set("tally", tally_markup(document.verdict))
                         .set("load", load_words(document))
                         .list("injected", sentences(injected))
                         .list("warnings", sentences(warnings))
                         .list("notes", sentences(badge_notes(document.facts))));
}

std::string contents_part(const Document& document) {
  constexpr const char* contents = R"(<nav class="rail" aria-label="Contents"><div>
<p class="rail-title">Contents</p>
<ul>
<li><a href="#verdict">Verdict</a></li>
<li><a href="#headline">Headline</a></li>
<li><a href="#checks">Hypothesis and checks</a></li>
{{#experiments}}<li class="sub"><a href="#{{anchor}}">{{{icon}}}<span>{{name}}</span></a></li>
{{/experiments}}<li><a href="#audit">Injection audit</a></li>
<li><a href="#requests">Slowest and failed</a></li>
<li><a href="#statistics">Statistics</a></li>
<li><a href="#configs">Config differences</a></li>
<li><a href="#environment">Reproduce</a></li>
<li><a href="#people">For people to fill in</a></li>
<li><a href="#limits">What this does not show</a></li>
</ul>
</div></nav>
)";
  Fields::List experiments;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    experiments.push_back(Fields()
                              .set("anchor", experiment_anchor(at))
                              .set("icon", icon(document.verdict.experiments.at(at).ruling))
                              .set("name", document.facts.experiments[at].name));
  }
  return fill(contents, Fields().list("experiments", std::move(experiments)));
}

}  // namespace gameday::report::html
