#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/marker.hpp"
#include "report/evidence.hpp"
#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/notable.hpp"

namespace gameday::report::html {
namespace {

using record::RequestRecord;

constexpr std::size_t most_blocks = 12;
constexpr std::size_t slowest_blocks = 1;  // of one arm

constexpr const char* shell = R"(<section id="requests">
<h2>Slowest and failed requests</h2>
<p class="lead">Each bar is one upstream call. Failed requests are grouped by how they failed, one )"
                              R"(example each. Every block has its own time axis{{limit}}.</p>
{{^experiments}}<p>No request was recorded.</p>
{{/experiments}}{{#experiments}}<h3>{{name}}</h3>
{{#blocks}}<article class="request" id="{{anchor}}">
<h4><span>{{arm}}: {{#failed}}failed, <em>{{kind}}</em>{{/failed}}{{^failed}}{{why}}{{/failed}})"
                              R"(</span> <code>{{marker}}</code> <span class="due">request )"
                              R"({{ordinal}}, due {{due}}</span> <span class="end">{{end}}</span>)"
                              R"(</h4>
<div class="wide">{{{wide}}}</div><div class="narrow">{{{narrow}}}</div>
</article>
{{/blocks}}{{/experiments}}{{#more}}<p class="note">{{words}}</p>
{{/more}}</section>
)";

struct Block {
  Notable request;
  const char* why = "slowest";
};

// Those that the terminal points to, for checks that did not hold, come first; then each experiment
// in turn gives one, until there are enough. Shown in the order of the experiments.
struct Choice {
  std::vector<std::vector<Block>> blocks;  // by experiment
  std::size_t more = 0;
};

class Chooser {
 public:
  explicit Chooser(const Document& document) : document_(document) {
    choice_.blocks.resize(document.facts.experiments.size());
  }

  // False: it did not fit.
  bool add(std::size_t experiment, const Block& block) {
    if (taken_.contains(block.request.request)) {
      return true;
    }
    if (taken_.size() == most_blocks) {
      ++choice_.more;
      return false;
    }
    taken_.insert(block.request.request);
    choice_.blocks.at(experiment).push_back(block);
    return true;
  }

  void add_evidence(const std::vector<std::vector<Notable>>& candidates) {
    for (const verdict::ExperimentVerdict& experiment : document_.verdict.experiments) {
      for (const verdict::CheckResult& check : experiment.checks) {
        const RequestRecord* request =
            check.ruling == verdict::Ruling::fail ? evidence_request(document_, check) : nullptr;
        if (request == nullptr) {
          continue;
        }
        Block block{{request, 0, {}}, "of a check that did not hold"};
        for (const Notable& one : candidates.at(check.experiment)) {
          block = one.request == request ? Block{one} : block;
        }
        if (!block.request.failed() && record::is_failure(request->outcome)) {
          block.request.alike = 1;
          block.request.median = request->ended - request->intended;
        }
        add(check.experiment, block);
      }
    }
  }

  Choice take() { return std::move(choice_); }

 private:
  const Document& document_;
  Choice choice_;
  std::set<const RequestRecord*> taken_;
};

Choice choose(const Document& document, const verdict::Trails& trails) {
  std::vector<std::vector<Notable>> candidates;
  std::size_t longest = 0;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    candidates.push_back(notable(document, trails, at, slowest_blocks));
    longest = std::max(longest, candidates.back().size());
  }
  Chooser chooser(document);
  chooser.add_evidence(candidates);
  for (std::size_t rank = 0; rank < longest; ++rank) {
    for (std::size_t at = 0; at < candidates.size(); ++at) {
      if (rank < candidates[at].size()) {
        chooser.add(at, {candidates[at][rank]});
      }
    }
  }
  return chooser.take();
}

// `9f3c:00002v`, as it stands in the prompt.
std::string marker_words(const verdict::RunFacts& facts, std::uint32_t ordinal) {
  constexpr std::string_view digits = "0123456789abcdef";
  Marker marker{0, ordinal};
  for (const char digit : facts.plan_hash.substr(0, 4)) {
    const std::size_t value = digits.find(digit);
    marker.run = static_cast<std::uint16_t>(marker.run * 16 + (value == digits.npos ? 0 : value));
  }
  const std::string whole = to_text(marker);  // ` [gd:9f3c:00002v]`
  return whole.substr(5, whole.size() - 6);
}

std::string end_words(const Notable& one, verdict::Trail trail) {
  const RequestRecord& request = *one.request;
  if (one.failed()) {
    const char* how = record::is_cut_off(request.outcome) ? "cut off" : "failed";
    return one.alike == 1 ? fmt::format("{} after {}", how, duration(one.median))
                          : fmt::format("{} like this; {} after {} (median)", count(one.alike), how,
                                        duration(one.median));
  }
  const record::AttemptRecord* by = verdict::answering(trail);
  return fmt::format("answered{} after {}", by == nullptr ? "" : " by " + short_model(by->model),
                     duration(request.ended - request.intended));
}

std::string due_words(const Document& document, const RequestRecord& request) {
  const verdict::ExperimentFacts& facts = document.facts.experiments.at(request.experiment);
  const Duration due = request.intended - facts.started.value_or(run_start) - facts.baseline;
  return (due < Duration::zero() ? "" : "+") + duration(due);
}

Fields block_fields(const Document& document, const chart::Samples& samples,
                    const verdict::Trails& trails, const Block& block) {
  const RequestRecord& request = *block.request.request;
  const auto index = static_cast<std::size_t>(&request - document.records.requests.data());
  const auto drawn = [&](chart::Width width) {
    return chart::waterfall(samples, index, chart::Drawing{width, chart::Use::page, 0}).svg;
  };
  return Fields()
      .set("anchor", anchor(document, request))
      .set("arm", document.facts.arms.at(request.arm).name)
      .flag("failed", block.request.failed() && !record::is_cut_off(request.outcome))
      .set("kind", block.request.failed() ? verdict::failure_name(request) : "")
      .set("why", record::is_cut_off(request.outcome) ? "cut off when the run stopped" : block.why)
      .set("marker", marker_words(document.facts, request.ordinal))
      .set("ordinal", std::to_string(request.ordinal))
      .set("due", due_words(document, request))
      .set("end", end_words(block.request, trails.of(request)))
      .set("wide", drawn(chart::Width::wide))
      .set("narrow", drawn(chart::Width::narrow));
}

}  // namespace

std::string requests_part(const Document& document, const chart::Samples& samples,
                          const verdict::Trails& trails) {
  const Choice choice = choose(document, trails);
  Fields::List experiments;
  for (std::size_t at = 0; at < choice.blocks.size(); ++at) {
    Fields::List blocks;
    for (const Block& block : choice.blocks[at]) {
      blocks.push_back(block_fields(document, samples, trails, block));
    }
    if (!blocks.empty()) {
      experiments.push_back(Fields()
                                .set("name", document.facts.experiments[at].name)
                                .list("blocks", std::move(blocks)));
    }
  }
  Fields::List more;
  if (choice.more > 0) {
    more.push_back(Fields().set(
        "words", fmt::format("And {} more kinds; attempts.jsonl in the run folder has them all.",
                             count(choice.more))));
  }
  const auto& slo = document.facts.slo_answer;
  return fill(shell,
              Fields()
                  .set("limit", slo ? "; the dashed line is the limit of " + duration(*slo) : "")
                  .list("experiments", std::move(experiments))
                  .list("more", std::move(more)));
}

}  // namespace gameday::report::html
