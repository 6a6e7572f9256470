#pragma once
// A file's code as tokens, with matching brackets: enough C++ to see statements, lambdas, braced
// temporaries and function bodies. Preprocessor lines are left out.

#include <cstddef>
#include <string_view>
#include <vector>

#include "tidy/source.hpp"

namespace gameday::tidy {

struct Token {
  std::string_view text;    // into Source::code
  std::size_t at = 0;       // offset in the file
  std::size_t partner = 0;  // index of the matching bracket; its own index when there is none

  bool is(std::string_view other) const { return text == other; }
  bool is_word() const;
};

using Tokens = std::vector<Token>;

Tokens tokens_of(const Source& source);

bool is_opening(const Token& token);
bool is_closing(const Token& token);

/// Whether the `{` at `index` opens a block of statements (a body), not an initializer.
bool opens_block(const Tokens& tokens, std::size_t index);

}  // namespace gameday::tidy
