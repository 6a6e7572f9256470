#include "report/chart/letters.hpp"

#include <array>
#include <cstdint>

#include "base/utf8.hpp"
#include "record/capped.hpp"
#include "report/lines.hpp"

namespace gameday::report::chart {
namespace {

// Thousandths of the letter size, U+0020 to U+007E, from the hmtx tables of DejaVu Sans and DejaVu
// Sans Bold.
using Widths = std::array<std::uint16_t, 95>;
constexpr Widths regular = {
    317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360,  317, 336, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 336, 336, 837, 837, 837, 530, 1000, 684, 686, 698, 770, 631,
    575, 774, 751, 294, 294, 655, 557, 862, 748, 787, 603, 787, 694, 634,  610, 731, 684, 988, 685,
    610, 685, 390, 336, 390, 837, 500, 500, 612, 634, 549, 634, 615, 352,  634, 633, 277, 277, 579,
    277, 974, 633, 611, 634, 634, 411, 520, 392, 633, 591, 817, 591, 591,  524, 636, 336, 636, 837};
constexpr Widths heavy = {348, 456, 520, 837, 695,  1001, 872, 306,  457, 457, 522, 837, 379, 415,
                          379, 365, 695, 695, 695,  695,  695, 695,  695, 695, 695, 695, 399, 399,
                          837, 837, 837, 580, 1000, 773,  762, 733,  830, 683, 683, 820, 836, 372,
                          372, 774, 637, 995, 836,  850,  732, 850,  770, 720, 682, 812, 773, 1103,
                          770, 724, 725, 457, 365,  457,  837, 500,  500, 674, 715, 592, 715, 678,
                          435, 715, 711, 342, 342,  665,  342, 1041, 711, 687, 715, 715, 493, 595,
                          478, 711, 651, 923, 645,  651,  582, 711,  365, 711, 837};
// Letters with accents are as wide as those without; from U+1100 on (Hangul, CJK, emoji) a letter
// is a square.
constexpr double accented = 640;
constexpr double square = 1000;
constexpr double bolder = 1.12;  // of those

double letter_width(std::string_view sequence, bool bold) {
  const auto byte = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) {
    const Widths& widths = bold ? heavy : regular;
    return byte >= 0x20 && byte < 0x7F ? widths.at(byte - 0x20U) : square;
  }
  const bool wide = byte > 0xE1 || (byte == 0xE1 && static_cast<unsigned char>(sequence[1]) > 0x83);
  const bool punctuation = byte == 0xE2;  // dashes, ellipsis, minus, arrows
  const double width = wide && !punctuation ? square : punctuation ? 840 : accented;
  return bold ? width * bolder : width;
}

std::size_t sequence_size(std::string_view text) {
  return std::max<std::size_t>(1, utf8_sequence(text));
}

}  // namespace

double text_width(std::string_view text, bool bold) {
  double thousandths = 0;
  while (!text.empty()) {
    const std::size_t size = sequence_size(text);
    thousandths += letter_width(text.substr(0, size), bold);
    text.remove_prefix(size);
  }
  return thousandths / 1000 * letter_size;
}

std::string short_name(std::string_view name) {
  return cut(name, name_most);
}

std::string full_name(std::string_view name) {
  return record::capped(name);
}

std::string fitted(std::string_view text, double width, bool bold) {
  if (text_width(text, bold) <= width) {
    return std::string(text);
  }
  std::string out;
  double room = width - text_width("…", bold);
  std::size_t letters = 0;
  while (!text.empty()) {
    const std::string_view letter = text.substr(0, sequence_size(text));
    room -= text_width(letter, bold);
    if (room < 0) {
      break;
    }
    out += letter;
    ++letters;
    text.remove_prefix(letter.size());
  }
  constexpr std::size_t least_letters = 3;
  return letters < least_letters ? std::string() : out + "…";
}

}  // namespace gameday::report::chart
