#include "faults/bytes_text.hpp"

namespace gameday::faults {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

/// -1: none
int digit_of(char letter) {
  const char low = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
  const std::size_t at = digits.find(low);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::optional<std::string> bytes_of_hex(std::string_view text) {
  std::string bytes;
  bool whole = text.size() % 2 == 0;
  for (std::size_t at = 0; whole && at < text.size(); at += 2) {
    const int high = digit_of(text[at]);
    const int low = digit_of(text[at + 1]);
    whole = high >= 0 && low >= 0;
    bytes += static_cast<char>(high * 16 + low);
  }
  return whole ? std::optional(std::move(bytes)) : std::nullopt;
}

std::string read_hex(MapReader& map, std::string_view key) {
  auto bytes = bytes_of_hex(map.text(key).value_or(""));
  if (!bytes || bytes->empty()) {
    map.error(key, "is bytes in pairs of hex digits; write \"80\" or \"e282ac\"");
    return {};
  }
  return *std::move(bytes);
}

std::string hex_of(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    text += digits[value / 16];
    text += digits[value % 16];
  }
  return text;
}

}  // namespace gameday::faults
