#include "base/percent.hpp"

#include <fmt/format.h>

namespace gameday {
namespace {

int digit(char letter) {
  const char small = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter + 32) : letter;
  if (small >= '0' && small <= '9') {
    return small - '0';
  }
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

}  // namespace

std::string percent_encoded(std::string_view text, std::string_view plain) {
  std::string out;
  for (const char letter : text) {
    const bool stays = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || plain.find(letter) != plain.npos;
    if (stays) {
      out += letter;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
  }
  return out;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return std::nullopt;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

}  // namespace gameday
