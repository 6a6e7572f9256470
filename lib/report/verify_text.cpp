#include "report/verify_text.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"
#include "report/paint.hpp"
#include "report/verify_words.hpp"

namespace gameday::report {
namespace {

using verdict::MatrixCell;
using verdict::Standing;

constexpr std::size_t least_saw = 15;  // `a stream cut s…`
constexpr std::size_t gap = 2;
constexpr std::size_t longest_row = 24;
constexpr const char* plain_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

struct Widths {
  std::size_t name = 7;
  std::size_t attempts = 4;
  std::size_t says = 4;
  std::size_t did = 4;
  std::size_t saw = least_saw;
  std::size_t whole = 0;  // of a line
};

/// Which shape it is must stay readable.
std::string cut_name(const std::string& name, std::size_t most) {
  const std::size_t comma = name.rfind(", ");
  if (width(name) <= most || comma == std::string::npos) {
    return cut(name, most);
  }
  const std::string shape = name.substr(comma);
  return cut(name.substr(0, comma), most - std::min(most, width(shape))) + shape;
}

Widths widths_of(const std::vector<VerifyLine>& lines, const Look& look) {
  Widths widths;
  std::size_t verdict = 7;  // its head
  for (const VerifyLine& line : lines) {
    widths.name = std::max(widths.name, std::min(width(line.name), longest_row));
    widths.says = std::max(widths.says, width(line.fallback_says));
    widths.did = std::max(widths.did, width(line.fallback_did));
    widths.saw = std::max(widths.saw, width(line.saw));
    verdict = std::max(verdict, 2 + width(line.verdict));
  }
  const std::size_t others =
      widths.name + 2 * widths.attempts + widths.says + widths.did + verdict + 6 * gap;
  const std::size_t room = look.used() > others ? look.used() - others : 0;
  widths.saw = std::min(widths.saw, std::max(room, least_saw));
  widths.whole = others + widths.saw;
  return widths;
}

std::string marked(const VerifyLine& line, const Look& look) {
  const std::string words = line.verdict.empty() ? "" : ' ' + line.verdict;
  return painted_sign(line.mark, look) + words;
}

void add_table(std::vector<std::string>& out, const std::vector<VerifyLine>& lines,
               const Widths& widths, const Look& look) {
  const std::string between(gap, ' ');
  const auto row = [&](const std::string& name, const std::string& attempts_says,
                       const std::string& attempts_did, const std::string& says,
                       const std::string& did, const std::string& saw, const std::string& verdict) {
    out.push_back(pad_right(name, widths.name) + between +
                  pad_left(attempts_says, widths.attempts) + between +
                  pad_left(attempts_did, widths.attempts) + between + pad_left(says, widths.says) +
                  between + pad_left(did, widths.did) + between + pad_right(saw, widths.saw) +
                  between + verdict);
  };
  const std::size_t fallback = widths.says + gap + widths.did;
  out.push_back(pad_right("failure", widths.name) + between +
                pad_left("attempts", 2 * widths.attempts + gap) + between +
                pad_left("fallback after", std::max<std::size_t>(fallback, 14)) + between +
                pad_right("the client saw", widths.saw) + between + "verdict");
  row("", "says", "did", "says", "did", "", "");
  for (const VerifyLine& line : lines) {
    row(cut_name(line.name, widths.name), line.attempts_says, line.attempts_did, line.fallback_says,
        line.fallback_did, cut(line.saw, widths.saw), marked(line, look));
  }
}

void add_blocks(std::vector<std::string>& out, const std::vector<VerifyLine>& lines,
                const Look& look) {
  for (const VerifyLine& line : lines) {
    out.push_back(cut(marked(line, look) + ' ' + line.name, look.used()));
    out.push_back(
        cut(fmt::format("  attempts: says {}, did {}", line.attempts_says, line.attempts_did),
            look.used()));
    out.push_back(
        cut(fmt::format("  fallback: says {}, did {}", line.fallback_says, line.fallback_did),
            look.used()));
    out.push_back(cut("  client:   " + line.saw, look.used()));
  }
}

void add_wrapped(std::vector<std::string>& out, const std::string& text, std::size_t indent,
                 const Look& look) {
  add_hanging(out, std::string(indent, ' '), text, indent, look.used());
}

void add_seen(std::vector<std::string>& out, const MatrixCell& cell, const Look& look) {
  if (!cell.measured) {
    return;
  }
  add_wrapped(out, "seen    " + trail_words(*cell.measured), 2, look);
  if (const std::string manner = manner_words(*cell.measured); !manner.empty()) {
    add_wrapped(out, "        " + manner, 2, look);
  }
  if (cell.declared && !cell.control) {
    add_wrapped(out, "config  " + inert(cell.declared->words), 2, look);
  }
}

void add_finding(std::vector<std::string>& out, const verdict::Matrix& matrix,
                 const VerifyLine& line, const VerifyHints& hints, const Look& look) {
  for (const std::string& sentence : sentences_of(matrix, line)) {
    add_marked(out, line.mark, line.name + ": " + sentence, 0, look);
  }
  const MatrixCell& cell = matrix.cells[line.cells.front()];
  add_seen(out, cell, look);
  if (!hints.folder.empty()) {
    out.push_back(fmt::format("  records {}/{}/attempts.jsonl", hints.folder, verify_folder(cell)));
  }
  if (!hints.again.empty()) {
    out.push_back("  again   " + again_words(cell, hints));
  }
}

void add_behind(std::vector<std::string>& out, const verdict::Matrix& matrix,
                const std::vector<VerifyLine>& lines, const VerifyHints& hints, const Look& look) {
  for (const VerifyLine& line : lines) {
    if (line.mark == Mark::bad || line.mark == Mark::doubt) {
      out.emplace_back();
      add_finding(out, matrix, line, hints, look);
    } else if (hints.detail) {
      out.emplace_back();
      out.push_back(line.name);
      add_seen(out, matrix.cells[line.cells.front()], look);
    }
  }
}

}  // namespace

std::string again_words(const MatrixCell& cell, const VerifyHints& hints) {
  const std::string row = cell.row.find_first_not_of(plain_letters) == std::string::npos
                              ? cell.row
                              : '\'' + cell.row + '\'';
  return fmt::format("{} --row {}{}", hints.again, inert(row),
                     hints.folder.empty() ? " --out DIR" : "");
}

std::string verify_folder(const MatrixCell& cell) {
  return cell.row + (cell.streamed ? "-streamed" : "-unary");
}

std::string verify_text(const verdict::Matrix& matrix, const Look& look, const VerifyHints& hints) {
  std::vector<std::string> out;
  out.push_back(inert(matrix.subject) +
                (matrix.contract.empty() ? "" : " against " + inert(matrix.contract)));
  for (const std::string& assumed : matrix.assumed) {
    add_wrapped(out, inert(assumed), 2, look);
  }
  out.emplace_back();
  const std::vector<VerifyLine> lines = verify_lines(matrix);
  if (const Widths widths = widths_of(lines, look); widths.whole > look.used()) {
    add_blocks(out, lines, look);
  } else {
    add_table(out, lines, widths, look);
  }
  const verdict::MatrixTally tally = verdict::tally(matrix);
  out.push_back(fmt::format("{} · {} {}  {} {}  {} not observable{} · {}{}", tally_words(matrix),
                            tally.held, sign(Mark::good, look.utf8), tally.broken,
                            sign(Mark::bad, look.utf8), tally.not_observable,
                            tally.unclear > 0 ? fmt::format("  {} unclear", tally.unclear) : "",
                            duration(matrix.took), matrix.simulated ? " · SIMULATED" : ""));
  add_behind(out, matrix, lines, hints, look);
  const std::string text = below_one_another(out);
  return look.utf8 ? text : ascii(text);
}

}  // namespace gameday::report
