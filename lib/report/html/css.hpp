#pragma once
// The sheets of the page, by what they are for.

namespace gameday::report::html {

extern const char* const css_ground;
extern const char* const css_tables;
/// With what a wide and a narrow screen change.
extern const char* const css_figures;
extern const char* const css_print;

}  // namespace gameday::report::html
