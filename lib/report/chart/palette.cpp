#include <fmt/format.h>

#include "report/chart/arms.hpp"
#include "report/chart/colours.hpp"
#include "report/chart/figures.hpp"
#include "report/chart/fills.hpp"
#include "report/chart/textures.hpp"

namespace gameday::report::chart {
namespace {

std::string variables(bool dark) {
  std::string out;
  for (const Colour& colour : colours()) {
    out += fmt::format("--{}:#{:06x};", colour.name, dark ? colour.dark : colour.light);
  }
  return out;
}

// t-: text, f-: an outcome as an area, k-: the same where it is too small for a texture, l-, d- and
// b-: an arm as a line, its tint and its bar. Text that crosses a line has a halo of the ground.
constexpr const char* fixed_rules =
    ".fig{display:block;max-width:100%;height:auto;font-family:-apple-system,BlinkMacSystemFont,"
    "\"Segoe UI\",Roboto,\"Helvetica Neue\",Arial,\"Liberation Sans\",sans-serif;font-size:12px;"
    "font-variant-numeric:tabular-nums}\n"
    ".fig text{fill:var(--ink);unicode-bidi:isolate}\n"
    ".fig .t-muted{fill:var(--muted)}.fig .t-fail{fill:var(--fail);font-weight:700}\n"
    ".fig .t-bold{font-weight:700}.fig .t-end{text-anchor:end}.fig .t-mid{text-anchor:middle}\n"
    ".fig .halo{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}\n"
    ".fig .ground{fill:none;stroke:var(--rule)}.fig .bg{fill:var(--bg)}\n"
    ".fig .window{fill:var(--window)}.fig .bar{fill:var(--window-edge)}\n"
    ".fig .edge{fill:none;stroke:var(--window-edge);stroke-width:1.5;stroke-dasharray:2 3}\n"
    ".fig .grid{fill:none;stroke:var(--grid)}.fig .axis{fill:none;stroke:var(--muted)}\n"
    ".fig .limit{fill:none;stroke:var(--ink);stroke-width:1.3;stroke-dasharray:5 3}\n"
    ".fig .ceiling{fill:none;stroke:var(--ink);stroke-width:2.4}\n"
    ".fig .never{fill:var(--never)}.fig .few{fill:var(--muted);fill-opacity:.1}\n"
    ".fig .wait{fill:none;stroke:var(--muted);stroke-width:1.4;stroke-dasharray:2 3}\n"
    ".fig .over{fill:var(--fail)}.fig .gap{fill:url(#gd-gap)}.fig .hit{fill:transparent}\n"
    ".fig .thick{fill:none;stroke-width:2.6}.fig .thin{fill:none;stroke-width:1.3}\n"
    ".fig .key-2{fill:url(#gd-key-2)}.fig .key-3{fill:url(#gd-key-3)}"
    ".fig .key-4{fill:url(#gd-key-4)}.fig .other-2{fill:url(#gd-other-2)}\n";

std::string outcome_rules() {
  std::string out;
  for (std::size_t at = 0; at < fill_count; ++at) {
    const Fill fill = fill_at(at);
    const std::string paint = is_textured(fill) ? fmt::format("url(#gd-{})", css_name(fill))
                                                : fmt::format("var(--{})", css_name(fill));
    out += fmt::format(".fig .f-{0}{{fill:{1}}}.fig .k-{0}{{fill:var(--{2})}}\n", css_name(fill),
                       paint, mark_colour(fill));
  }
  return out;
}

std::string arm_rules() {
  std::string out;
  for (std::size_t at = 0; at < arm_style_count; ++at) {
    const ArmStyle& style = arm_style(at);
    const std::string dash =
        *style.dash == 0 ? "" : fmt::format(";stroke-dasharray:{}", style.dash);
    // Dots of 1.5 are round only with round ends.
    const char* ends = style.css == std::string_view("arm-direct") ? ";stroke-linecap:round" : "";
    out += fmt::format(
        ".fig .l-{0}{{stroke:var(--{0}){1}{2}}}.fig .d-{0}{{fill:var(--{0});fill-opacity:.16}}"
        ".fig .b-{0}{{fill:var(--{0})}}.fig .t-{0}{{fill:var(--{0});font-weight:700}}\n",
        style.css, dash, ends);
  }
  return out;
}

}  // namespace

std::string palette() {
  return fmt::format(
             ":root{{color-scheme:light dark;{}}}\n"
             "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
             variables(false), variables(true)) +
         fixed_rules + outcome_rules() + arm_rules();
}

}  // namespace gameday::report::chart
