#include "llm/short_numbers.hpp"

namespace gameday::llm {
namespace {

// Digits in a row that stay: 64 bits hold any integer of 18, and a double such a number with an
// exponent of two. A row never goes away, and of leading zeros, which are wrong, two stay.
constexpr std::size_t digits_most = 18;
constexpr std::size_t exponent_most = 2;

}  // namespace

std::string with_short_numbers(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  bool in_text = false;
  bool escaped = false;
  std::size_t digits = 0;
  std::size_t most = digits_most;
  for (const char one : json) {
    if (in_text) {
      in_text = escaped || one != '"';
      escaped = !escaped && one == '\\';
    } else if (one >= '0' && one <= '9') {
      if (digits++ >= most) {
        continue;
      }
    } else {
      in_text = one == '"';
      digits = 0;
      if (one != '-' && one != '+') {
        most = one == 'e' || one == 'E' ? exponent_most : digits_most;
      }
    }
    out += one;
  }
  return out;
}

}  // namespace gameday::llm
