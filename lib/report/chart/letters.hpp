#pragma once
// How wide a text is, without a font: the widths of DejaVu Sans, the widest that a reader's system
// may put in, 15 % wider than Arial. What fits by it fits everywhere.

#include <cstddef>
#include <string>
#include <string_view>

namespace gameday::report::chart {

/// Of all text in a figure, in units. At 12 it stays 11 on screen on a phone of 360 px.
inline constexpr double letter_size = 12;
/// Names are cut there, in characters; the full one stands in a <title>.
inline constexpr std::size_t name_most = 18;

double text_width(std::string_view text, bool bold = false);
/// The name as it is drawn.
std::string short_name(std::string_view name);
/// The name as it is told in a <title>: a name of 10 kB says nothing and would stand there often.
std::string full_name(std::string_view name);
/// Cut with `…` so that it is at most so wide; empty when not even three letters fit.
std::string fitted(std::string_view text, double width, bool bold = false);

}  // namespace gameday::report::chart
