#include "report/verify_words.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"

namespace gameday::report {
namespace {

using record::Outcome;
using verdict::Hint;
using verdict::MatrixCell;
using verdict::Measurement;
using verdict::Standing;

// Two shapes that differ less are one line; the longer time is shown.
constexpr Duration alike_least = 50ms;
constexpr int alike_part = 10;
// Below it nobody has waited: a round trip and the gateway's own work.
constexpr Duration at_once = 50ms;

std::string plain_name(std::string name) {
  std::ranges::replace(name, '-', ' ');
  return inert(name, longest_name);
}

std::string saw_words(const Measurement& did) {
  switch (did.outcome) {
    case Outcome::ok:
      return "an answer by " + (did.answered_by.empty() ? "nobody we know" : did.answered_by);
    case Outcome::http_4xx:
    case Outcome::http_429:
    case Outcome::http_5xx:
      return fmt::format("{} {}", did.status, did.error.empty() ? "without a code" : did.error);
    case Outcome::timeout:
      return did.first_content ? "half an answer, a hang" : "nothing: a hang";
    case Outcome::stream_error:
      return "in-band error";
    case Outcome::truncated_stream:
      return "a stream cut silently";
    case Outcome::bad_payload:
      return fmt::format("a {} that is no answer", did.status);
    case Outcome::reset:
      return did.first_content ? "a reset in the answer" : "a reset";
    case Outcome::connect_error:
      return "no connection";
    case Outcome::left:
      return did.upstream == verdict::Upstream::ran_on ? "left; provider runs on"
                                                       : "left; provider stopped";
    default:
      return record::to_text(did.outcome);
  }
}

Mark mark_of(Standing standing) {
  switch (standing) {
    case Standing::held:
      return Mark::good;
    case Standing::broken:
      return Mark::bad;
    case Standing::unclear:
      return Mark::doubt;
    case Standing::not_observable:
      return Mark::none;
  }
  return Mark::none;
}

std::string verdict_words(const MatrixCell& cell) {
  switch (cell.standing()) {
    case Standing::not_observable:
      return "not observable";
    case Standing::unclear:
      return cell.why_not.starts_with("contaminated") ? "contaminated" : "unclear";
    default:
      return {};
  }
}

void say_declared(VerifyLine& line, const MatrixCell& cell) {
  line.attempts_says = line.fallback_says = "–";
  if (!cell.declared) {
    return;
  }
  const std::uint32_t most = cell.declared->attempts;
  line.attempts_says = most == 1 ? "1" : fmt::format("≤ {}", most);
  if (!cell.control) {
    line.fallback_says = cell.declared->failover_words;
  }
}

void say_measured(VerifyLine& line, const MatrixCell& cell) {
  line.attempts_did = line.fallback_did = "–";
  line.saw = "not measured";  // why stands behind the matrix
  if (!cell.measured || !cell.why_not.empty()) {
    return;
  }
  const Measurement& did = *cell.measured;
  line.attempts_did = cell.connections ? "?" : fmt::format("{}", did.tries.size());
  if (did.failover && !cell.connections) {
    line.fallback_did = *did.failover < 1ms ? "< 1 ms" : duration(*did.failover);
  }
  line.saw = saw_words(did);
}

VerifyLine line_of(const MatrixCell& cell) {
  VerifyLine line;
  line.name = cell_name(cell);
  say_declared(line, cell);
  say_measured(line, cell);
  line.saw = inert(line.saw, longest_name);
  line.mark = mark_of(cell.standing());
  line.verdict = verdict_words(cell);
  return line;
}

bool alike(const std::optional<Duration>& one, const std::optional<Duration>& other) {
  if (!one || !other) {
    return one.has_value() == other.has_value();
  }
  const Duration apart = *one > *other ? *one - *other : *other - *one;
  return apart <= std::max(alike_least, std::max(*one, *other) / alike_part);
}

std::optional<Duration> failover_of(const MatrixCell& cell) {
  return cell.measured ? cell.measured->failover : std::nullopt;
}

bool same_line(const MatrixCell& one, const MatrixCell& other) {
  const VerifyLine left = line_of(one);
  const VerifyLine right = line_of(other);
  return one.row == other.row && left.attempts_says == right.attempts_says &&
         left.attempts_did == right.attempts_did && left.fallback_says == right.fallback_says &&
         alike(failover_of(one), failover_of(other)) && left.saw == right.saw &&
         left.mark == right.mark && left.verdict == right.verdict;
}

VerifyLine together(const MatrixCell& one, const MatrixCell& other) {
  const bool later_one =
      failover_of(one).value_or(Duration::zero()) >= failover_of(other).value_or(Duration::zero());
  VerifyLine line = line_of(later_one ? one : other);
  line.name = plain_name(one.row);
  return line;
}

std::string key_alias(const std::string& key) {
  return key.substr(0, key.find('#'));
}

std::string end_words(const verdict::Try& one, const Measurement& did) {
  if (one.status > 0) {
    const bool cut = one.end != record::AttemptEnd::complete;
    return fmt::format("{}{}", one.status, cut ? " broken off" : "");
  }
  const bool left = one.end == record::AttemptEnd::client_left && one.at + one.length < did.took;
  return left ? "given up" : "nothing";
}

/// The pauses on purpose between two tries of one provider.
std::vector<Duration> waits_of(const Measurement& did) {
  std::vector<Duration> waits;
  for (std::size_t at = 1; at < did.tries.size(); ++at) {
    if (did.tries[at].gap >= at_once && did.tries[at].provider == did.tries[at - 1].provider) {
      waits.push_back(did.tries[at].gap);
    }
  }
  return waits;
}

std::string shape_of(const std::vector<Duration>& waits) {
  constexpr std::size_t enough = 3;  // two points are every shape
  if (waits.size() < enough) {
    return {};
  }
  const auto [least, most] = std::ranges::minmax(waits);
  if (to_seconds(most) < 1.3 * to_seconds(least)) {
    return ": constant";
  }
  const bool rising = to_seconds(waits[1]) > 1.2 * to_seconds(waits[0]) &&
                      to_seconds(waits[2]) > 1.2 * to_seconds(waits[1]);
  return rising ? ": growing" : ": irregular";
}

std::string hint_words(Hint hint) {
  switch (hint) {
    case Hint::obeyed:
      return "Retry-After obeyed";
    case Hint::capped:
      return "Retry-After cut short";
    case Hint::ignored:
      return "Retry-After ignored";
    case Hint::left:
      return "Retry-After: that key left alone";
    case Hint::none:
      break;
  }
  return {};
}

}  // namespace

std::string cell_name(const MatrixCell& cell) {
  return plain_name(cell.row) + (cell.streamed ? ", streamed" : ", unary");
}

std::vector<VerifyLine> verify_lines(const verdict::Matrix& matrix) {
  std::vector<VerifyLine> lines;
  const auto& cells = matrix.cells;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const bool pair = at + 1 < cells.size() && cells[at].row == cells[at + 1].row;
    if (pair && same_line(cells[at], cells[at + 1])) {
      lines.push_back(together(cells[at], cells[at + 1]));
      lines.back().cells = {at, at + 1};
      ++at;
      continue;
    }
    VerifyLine line = line_of(cells[at]);
    const bool beside = at > 0 && cells[at - 1].row == cells[at].row;
    line.name = pair || beside ? line.name : plain_name(cells[at].row);
    line.cells = {at};
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> sentences_of(const verdict::Matrix& matrix, const VerifyLine& line) {
  std::vector<std::string> sentences;
  for (const std::size_t at : line.cells) {
    const MatrixCell& cell = matrix.cells[at];
    for (const verdict::Finding& finding : cell.findings) {
      const std::string sentence = inert(finding.sentence);
      if (finding.standing == cell.standing() &&
          std::ranges::find(sentences, sentence) == sentences.end()) {
        sentences.push_back(sentence);
      }
    }
  }
  return sentences;
}

std::string trail_words(const Measurement& did) {
  std::vector<std::string> steps;
  for (const verdict::Try& one : did.tries) {
    const std::string wait = one.gap >= at_once ? "after " + duration(one.gap) + ' ' : "";
    const std::string took = one.length >= at_once ? " in " + duration(one.length) : "";
    steps.push_back(fmt::format("{}{}{}{} {}{}", wait, one.provider, one.key.empty() ? "" : "/",
                                key_alias(one.key), end_words(one, did), took));
  }
  return inert(steps.empty() ? "no attempt was seen" : joined(steps, " · "));
}

std::string manner_words(const Measurement& did) {
  std::vector<std::string> words;
  const std::vector<Duration> waits = waits_of(did);
  if (!waits.empty()) {
    std::vector<std::string> each;
    for (const Duration wait : waits) {
      each.push_back(duration(wait, digits_in_prose));
    }
    words.push_back("waits " + joined(each, ", ") + shape_of(waits));
  }
  if (did.timeout) {
    words.push_back("gives an attempt up after " + duration(*did.timeout));
  }
  if (const std::string hint = hint_words(did.hint); !hint.empty()) {
    words.push_back(hint);
  }
  if (did.upstream == verdict::Upstream::ran_on) {
    words.emplace_back("the provider goes on working for a client that has left");
  } else if (did.upstream == verdict::Upstream::stopped) {
    words.push_back("the provider is stopped " + duration(did.stopped_after) + " after the client");
  }
  return joined(words, "; ");
}

std::string tally_words(const verdict::Matrix& matrix) {
  std::set<std::string> failures;
  std::set<std::string> controls;
  for (const MatrixCell& cell : matrix.cells) {
    (cell.control ? controls : failures).insert(cell.row);
  }
  return fmt::format("{} failure{}, {} control{}", failures.size(), failures.size() == 1 ? "" : "s",
                     controls.size(), controls.size() == 1 ? "" : "s");
}

}  // namespace gameday::report
