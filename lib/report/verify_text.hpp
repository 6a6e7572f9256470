#pragma once
// Verify's matrix for a terminal, and for a pull request: rows failures, columns promises, cells
// declared, measured and the verdict. What does not hold comes behind it, with its sentence, what
// was seen, and the command that plays that row again.

#include <string>

#include "report/look.hpp"
#include "verdict/matrix.hpp"

namespace gameday::report {

struct VerifyHints {
  std::string again;    // the command without `--row`; empty: nobody can play it again
  std::string folder;   // that holds the run folders; empty: they were not kept
  bool detail = false;  // every row's trail, not only of those that do not hold
};

std::string verify_text(const verdict::Matrix& matrix, const Look& look, const VerifyHints& hints);
std::string verify_markdown(const verdict::Matrix& matrix, const VerifyHints& hints);
/// Everything, one object: a promise to scripts.
std::string verify_json(const verdict::Matrix& matrix);

/// The command that plays that row again and keeps its records.
std::string again_words(const verdict::MatrixCell& cell, const VerifyHints& hints);
/// Where `--out DIR` keeps the records of one row and shape.
std::string verify_folder(const verdict::MatrixCell& cell);

}  // namespace gameday::report
