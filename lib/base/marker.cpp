#include "base/marker.hpp"

#include <cstring>

#include "base/assert.hpp"

namespace gameday {
namespace {

constexpr std::string_view opening = " [gd:";

std::optional<std::uint32_t> digit(char letter, std::uint32_t base) {
  std::uint32_t value = 99;
  if (letter >= '0' && letter <= '9') {
    value = static_cast<std::uint32_t>(letter - '0');
  } else if (letter >= 'a' && letter <= 'z') {
    value = static_cast<std::uint32_t>(letter - 'a') + 10;
  }
  return value < base ? std::optional(value) : std::nullopt;
}

std::optional<std::uint32_t> number(std::string_view text, std::uint32_t base) {
  std::uint64_t value = 0;
  for (const char letter : text) {
    const auto next = digit(letter, base);
    if (!next) {
      return std::nullopt;
    }
    value = value * base + *next;
  }
  return static_cast<std::uint32_t>(value);
}

void append(std::string& out, std::uint32_t value, std::uint32_t base, std::size_t width) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string reversed;
  for (std::size_t place = 0; place < width; ++place) {
    reversed += digits[value % base];
    value /= base;
  }
  out.append(reversed.rbegin(), reversed.rend());
}

std::optional<Marker> marker_at(std::string_view text) {
  if (text.size() < marker_size || !text.starts_with(opening) || text[9] != ':' ||
      text[16] != ']') {
    return std::nullopt;
  }
  const auto run = number(text.substr(5, 4), 16);
  const auto ordinal = number(text.substr(10, 6), 36);
  if (!run || !ordinal) {
    return std::nullopt;
  }
  return Marker{static_cast<std::uint16_t>(*run), *ordinal};
}

}  // namespace

std::string to_text(const Marker& marker) {
  CHECK(marker.ordinal < marker_ordinal_limit, "a marker has six base 36 digits");
  std::string text(opening);
  append(text, marker.run, 16, 4);
  text += ':';
  append(text, marker.ordinal, 36, 6);
  text += ']';
  return text;
}

std::optional<Marker> find_marker(std::string_view whole) {
  std::string_view text = whole;
  // For its bracket, which is rare where blanks are not, by the C library's vector code.
  while (const void* const bracket = ::memrchr(text.data(), opening[1], text.size())) {
    const auto at = static_cast<std::size_t>(static_cast<const char*>(bracket) - text.data());
    if (at == 0) {
      break;
    }
    if (const auto found = marker_at(whole.substr(at - 1, marker_size))) {
      return found;
    }
    text = text.substr(0, at);
  }
  return std::nullopt;
}

}  // namespace gameday
