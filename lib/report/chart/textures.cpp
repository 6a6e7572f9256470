#include "report/chart/textures.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "report/chart/figures.hpp"

namespace gameday::report::chart {
namespace {

constexpr const char* diagonal = "M-1 1l2-2M0 6l6-6M5 7l2-2";
constexpr const char* back_diagonal = "M-1 5l2 2M0 0l6 6M5-1l2 2";
constexpr const char* crossed = "M-1 1l2-2M0 6l6-6M5 7l2-2M-1 5l2 2M0 0l6 6M5-1l2 2";
constexpr const char* vertical = "M3 0v6";
constexpr const char* horizontal = "M0 3h6";
// Strokes of no length with round ends.
constexpr const char* dots = "M1.5 1.5h0M4.5 4.5h0";

// Ground and lines are variables of the palette.
struct Texture {
  const char* name;
  const char* ground;
  const char* lines;
  const char* path;
  double stroke;
};

constexpr std::array textures_table = {
    Texture{"degraded", "degraded", "degraded-line", diagonal, 1.6},
    Texture{"late", "late", "late-line", vertical, 1.6},
    Texture{"http-429", "http-429", "http-429-line", dots, 1.9},
    Texture{"http-4xx", "http-4xx", "bg", horizontal, 1.6},
    Texture{"timeout", "timeout", "timeout-line", back_diagonal, 1.1},
    Texture{"connect-error", "connect-error", "bg", crossed, 1},
    Texture{"reset", "reset", "bg", vertical, 1.5},
    Texture{"truncated-stream", "truncated-stream", "bg", "M1 3h3.5", 1.6},
    Texture{"stream-error", "stream-error", "bg", "M0 4.5l3-3l3 3", 1.2},
    Texture{"bad-payload", "bad-payload", "bg", "M3 1v4M1 3h4", 1.1},
    Texture{"schema-violation", "schema-violation", "bg", "M1.5 1.5h3v3h-3z", 1.1},
    Texture{"not-sent", "bg", "not-sent", crossed, 1},
    Texture{"unfinished", "bg", "unfinished", horizontal, 2},
    Texture{"left", "bg", "left", dots, 1.9},
    // Keys beyond the first of a provider; another provider's are hatched.
    Texture{"key-2", "ok", "bg", horizontal, 1.2},
    Texture{"key-3", "ok", "bg", vertical, 1.2},
    Texture{"key-4", "ok", "bg", dots, 1.7},
    Texture{"other-2", "degraded", "degraded-line", back_diagonal, 1.6},
    // No data.
    Texture{"gap", "bg", "rule", back_diagonal, 1},
};

const Texture* texture_of(Fill fill) {
  const auto* found = std::ranges::find_if(textures_table, [&](const Texture& texture) {
    return std::string_view(texture.name) == css_name(fill);
  });
  return found == textures_table.end() ? nullptr : found;
}

}  // namespace

bool is_textured(Fill fill) {
  return texture_of(fill) != nullptr;
}

std::string mark_colour(Fill fill) {
  // Light grounds with dark lines; the others stand out themselves.
  const bool by_lines = fill == Fill::degraded || fill == Fill::late;
  return css_name(fill) + std::string(by_lines ? "-line" : "");
}

std::string pattern_definitions() {
  std::string out = "<defs>";
  for (const Texture& texture : textures_table) {
    out += fmt::format(
        "<pattern id=\"gd-{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
        "<path d=\"M0 0h6v6H0z\" style=\"fill:var(--{})\"/>"
        "<path d=\"{}\" style=\"fill:none;stroke:var(--{});stroke-width:{}{}\"/></pattern>",
        texture.name, texture.ground, texture.path, texture.lines, texture.stroke,
        texture.path == std::string_view(dots) ? ";stroke-linecap:round" : "");
  }
  return out + "</defs>";
}

std::string textures() {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\" aria-hidden=\"true\" "
         "focusable=\"false\" style=\"position:absolute\">" +
         pattern_definitions() + "</svg>";
}

}  // namespace gameday::report::chart
