#pragma once
// What a cell of verify's matrix says, for every format alike.

#include <string>
#include <vector>

#include "report/headline.hpp"
#include "verdict/matrix.hpp"

namespace gameday::report {

/// One line of the matrix: a row in both shapes where they say the same, else in one.
struct VerifyLine {
  std::string name;                // `silent headers`, `stall, streamed`
  std::vector<std::size_t> cells;  // of the matrix: one or both shapes
  std::string attempts_says;
  std::string attempts_did;
  std::string fallback_says;
  std::string fallback_did;
  std::string saw;  // `an answer by anthropic`
  Mark mark = Mark::none;
  std::string verdict;  // beside the mark: `not observable`; empty: the mark says it
};

std::vector<VerifyLine> verify_lines(const verdict::Matrix& matrix);

/// What broke, or was not clear; each once, for both shapes often break in the same way.
std::vector<std::string> sentences_of(const verdict::Matrix& matrix, const VerifyLine& line);

/// `openai/a 429 · openai/b 429 · after 0.5 s anthropic/a 200`
std::string trail_words(const verdict::Measurement& did);
/// `waits 0.5, 1 and 2 s: doubling`, `Retry-After ignored`, `gives up after 4 s`: what else is
/// worth knowing of how it behaved; empty: nothing.
std::string manner_words(const verdict::Measurement& did);

/// `silent headers, streamed`
std::string cell_name(const verdict::MatrixCell& cell);
/// `21 failures, 3 controls`
std::string tally_words(const verdict::Matrix& matrix);

}  // namespace gameday::report
