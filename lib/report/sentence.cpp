#include "report/sentence.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::CheckResult;
using verdict::Ruling;

std::string capital(std::string text) {
  if (!text.empty()) {
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  }
  return text;
}

std::string stopped_at(const Document& document) {
  for (std::size_t at = document.facts.experiments.size(); at-- > 0;) {
    const auto& facts = document.facts.experiments[at];
    const auto& summary = document.summary.experiments[at];
    if (facts.started && summary.last && (!summary.ended || summary.stopped)) {
      const std::string place = in_experiment(facts.name);
      return ' ' + duration(*summary.last - *facts.started, digits_in_prose) + ' ' + "into" +
             place.substr(2);
    }
  }
  return {};
}

std::string what_finished(const Document& document) {
  std::size_t finished = 0;
  std::size_t passed = 0;
  for (const verdict::ExperimentVerdict& experiment : document.verdict.experiments) {
    const Ruling ruling = experiment.ruling;
    finished += ruling == Ruling::pass || ruling == Ruling::fail ||
                        ruling == Ruling::inconclusive || ruling == Ruling::baseline_unhealthy
                    ? 1
                    : 0;
    passed += ruling == Ruling::pass ? 1 : 0;
  }
  if (document.verdict.experiments.size() == 1) {
    return finished == 1 ? "Its one experiment had finished."
                         : "Its one experiment did not finish.";
  }
  const std::size_t all = document.verdict.experiments.size();
  if (finished == 0) {
    return fmt::format("None of {} experiments finished.", all);
  }
  const std::string how = finished == 1        ? passed == 1 ? "it passed" : "it did not pass"
                          : passed == finished ? "all of these passed"
                          : passed == 0        ? "none of these passed"
                                               : fmt::format("{} of these passed", passed);
  return fmt::format("{} of {} experiments finished, and {}.", finished, all, how);
}

// One arm's fault windows, all experiments.
struct Felt {
  std::uint64_t attempted = 0;
  std::uint64_t failed = 0;
  std::uint64_t good = 0;
  std::uint64_t left = 0;          // clients that were told to
  std::uint64_t told = 0;          // streams that broke, and said so
  std::uint64_t cut_silently = 0;  // streams that broke without a word
};

Felt felt_by(const Document& document, std::size_t arm) {
  Felt felt;
  for (const verdict::ExperimentSummary& experiment : document.summary.experiments) {
    const verdict::WindowSummary& window = experiment.arms.at(arm).at(Window::fault);
    felt.attempted += window.attempted;
    felt.failed += window.failed;
    felt.good += window.good;
    felt.left += window.left;
    felt.told += window.count_of(record::Outcome::stream_error);
    felt.cut_silently += window.count_of(record::Outcome::truncated_stream);
  }
  return felt;
}

// The arm that failed most, for contrast.
std::string contrast(const Document& document, std::size_t but) {
  Felt worst;
  std::string name;
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    const Felt felt = felt_by(document, arm);
    if (arm != but && felt.failed > worst.failed) {
      worst = felt;
      name = document.facts.arms[arm].name;
    }
  }
  return name.empty() ? ""
                      : fmt::format("; {} {} of {} failed", with_arm(name), count(worst.failed),
                                    count(worst.attempted));
}

std::string held(const Document& document) {
  const std::size_t arm = main_arm(document.facts);
  const Felt felt = felt_by(document, arm);
  std::string text = capital(with_arm(document.facts.arms.at(arm).name)) + ' ';
  text += felt.failed == 0
              ? fmt::format("none of {} requests failed", count(felt.attempted))
              : fmt::format("{} of {} requests failed", count(felt.failed), count(felt.attempted));
  if (felt.told + felt.cut_silently > 0) {  // who is told is not fooled
    text += fmt::format(" ({} streams broke and said so, {} were cut silently)", count(felt.told),
                        count(felt.cut_silently));
  }
  if (felt.left > 0) {
    text += fmt::format(" ({} clients left, as they were told)", count(felt.left));
  }
  if (document.facts.slo_answer) {
    text += fmt::format(" and {} were answered within {}",
                        share(felt.good, felt.attempted, digits_in_tables),
                        duration(*document.facts.slo_answer));
  }
  return text + contrast(document, arm) + '.';
}

std::string seen(const Document& document, const CheckResult& check) {
  const auto& facts = document.facts;
  const std::string name = facts.experiments[check.experiment].name;
  const std::string place = with_arm(facts.arms.at(check.arm).name) + ' ' + in_experiment(name);
  const verdict::WindowSummary& window =
      document.summary.experiments[check.experiment].arms.at(check.arm).at(check.window);
  const bool about_good = check.text.starts_with("good");
  const bool about_failed = check.text.starts_with("failed");
  if (about_good || about_failed) {
    const std::uint64_t hits = about_good ? window.good : window.failed;
    const std::string within = !about_good ? "failed"
                               : facts.slo_answer
                                   ? "were answered within " + duration(*facts.slo_answer)
                                   : "were answered";
    return fmt::format("{} {} of {} ({}) {}; \"{}\" was promised.", capital(place), count(hits),
                       count(window.attempted), share(hits, window.attempted, digits_in_tables),
                       within, check_words(check));
  }
  return fmt::format("{} \"{}\" was promised; {} was seen ({}).", capital(place),
                     check_words(check), observed_words(check), sample_words(check));
}

// The arm of the hypothesis first: what it did matters most.
const CheckResult* first(const Document& document, Ruling ruling) {
  const std::size_t arm = main_arm(document.facts);
  const CheckResult* found = nullptr;
  for (const verdict::ExperimentVerdict& experiment : document.verdict.experiments) {
    for (const CheckResult& check : experiment.checks) {
      if (check.ruling == ruling && (found == nullptr || (found->arm != arm && check.arm == arm))) {
        found = &check;
      }
    }
  }
  return found;
}

std::string first_reason(const Document& document, Ruling ruling) {
  if (document.facts.end == verdict::RunEnd::unhealthy) {
    return document.facts.end_reason + '.';  // it begins with an arm's name
  }
  if (ruling == Ruling::inconclusive && !document.verdict.reasons.empty()) {
    return capital(document.verdict.reasons.front()) + '.';
  }
  for (std::size_t at = 0; at < document.verdict.experiments.size(); ++at) {
    const verdict::ExperimentVerdict& one = document.verdict.experiments[at];
    if (one.ruling == ruling && !one.reasons.empty()) {
      return capital(in_experiment(document.facts.experiments[at].name)) + ", " +
             one.reasons.front() + '.';
    }
  }
  const CheckResult* check = first(document, Ruling::inconclusive);
  return check == nullptr
             ? std::string()
             : fmt::format(
                   "{}, {}: {}.",
                   capital(in_experiment(document.facts.experiments[check->experiment].name)),
                   document.facts.arms.at(check->arm).name, check->reason);
}

// A run that promises nothing can refute nothing.
std::string held_words(const Document& document) {
  const bool hypothesis = !document.facts.hypothesis.empty();
  if (tally(document.verdict).all() == 0) {
    return hypothesis ? "No check could have refuted the hypothesis. " : "Nothing was promised. ";
  }
  return hypothesis ? "The hypothesis held. " : "Every check held. ";
}

std::string because(const verdict::RunFacts& facts) {
  return facts.end_reason.empty() ? "" : " (" + facts.end_reason + ")";
}

}  // namespace

std::string in_experiment(const std::string& name) {
  if (name.starts_with("a ") || name.starts_with("an ") || name.starts_with("the ")) {
    return "in “" + name + "”";
  }
  return (name.ends_with('s') ? "in " : "in the ") + name;
}

std::string with_arm(const std::string& name) {
  if (name.starts_with("with")) {
    return name;
  }
  return (name.find(' ') == name.npos ? "with " : "with the ") + name;
}

std::string verdict_sentence(const Document& document) {
  const bool hypothesis = !document.facts.hypothesis.empty();
  switch (document.verdict.ruling) {
    case Ruling::pass:
      return held_words(document) + held(document);
    case Ruling::fail: {
      const CheckResult* check = first(document, Ruling::fail);
      return (hypothesis ? "The hypothesis did not hold. " : "Not every check held. ") +
             (check == nullptr ? "" : seen(document, *check));
    }
    case Ruling::inconclusive:
      return (hypothesis ? "Nothing can be said about the hypothesis. " : "Nothing can be said. ") +
             first_reason(document, Ruling::inconclusive);
    case Ruling::aborted:
      return "Stopped by a guard" + stopped_at(document) + because(document.facts) + ". " +
             what_finished(document);
    case Ruling::interrupted:
      return "Stopped by hand" + stopped_at(document) + because(document.facts) + ". " +
             what_finished(document);
    case Ruling::incomplete:
      return "This run folder has no end. Read it as a log; it is not a verdict.";
    case Ruling::baseline_unhealthy:
      return "Not judged. " + first_reason(document, Ruling::baseline_unhealthy);
    case Ruling::error:
    case Ruling::not_started:
      break;
  }
  return "The tool failed" + stopped_at(document) + because(document.facts) + ". " +
         what_finished(document);
}

}  // namespace gameday::report
