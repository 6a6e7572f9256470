#pragma once
// Names and sentences of a run as text that can do nothing. They come from files and answers that
// somebody else wrote: a control character, an escape sequence, a mark that turns the direction of
// what follows, or ten thousand letters must not reach a terminal or a page. Each format still
// escapes its own signs.

#include <cstddef>
#include <string>
#include <string_view>

#include "report/document.hpp"

namespace gameday::report {

/// Characters; what is longer is cut, and ends in `…`.
inline constexpr std::size_t longest_name = 64;  // as scenario files may have them
inline constexpr std::size_t longest_sentence = 1000;
inline constexpr std::size_t longest_block = 1'000'000;

/// One line: line breaks and tabs are blanks; what is not UTF-8, controls or turns is U+FFFD.
std::string inert(std::string_view text, std::size_t most = longest_sentence);
/// The same, but lines stay lines.
std::string inert_lines(std::string_view text, std::size_t most = longest_block);

/// One character that may reach a terminal or a page as it is: UTF-8, no control (a line feed and a
/// tab are controls), none that turns or hides what follows, and a character at all (not U+FFFE,
/// U+FFFF, which XML forbids).
bool is_harmless(std::string_view one);

/// A document with the words of its facts and verdict made inert; records and summary stay as they
/// are, and what is shown of them is made inert where it is put into words. Outlives no document
/// that it was made from.
class Inert {
 public:
  explicit Inert(const Document& document);
  Document document() const { return {facts_, records_, summary_, verdict_}; }

 private:
  verdict::RunFacts facts_;
  verdict::Verdict verdict_;
  const verdict::RunRecords& records_;
  const verdict::Summary& summary_;
};

}  // namespace gameday::report
