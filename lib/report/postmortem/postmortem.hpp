#pragma once
// A post-mortem with what the tool knows filled in: trigger, impact in numbers, detection,
// timeline, data. It never states a cause; what only people know stays an empty slot.
//
// Templates are Mustache (mustache.github.io, spec 1.1 without lambdas). {{name}} is text made safe
// for Markdown, {{{name}}} one of the tables below as it is.
//
//   title verdict sentence hypothesis seed plan version again      texts
//   simulated mock_providers                                      sections that are there or not
//   headline checks failed_checks timeline                        tables in Markdown
//   experiments: name verdict, injections (words), arms (arm words attempted failed late),
//     detection (words)                                           a section an item

#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "report/document.hpp"

namespace gameday::report {

/// `google-sre`, `pagerduty`, `game-day`: those that come with the program.
std::vector<std::string> template_names();
/// Empty: there is none of that name.
std::string_view template_text(std::string_view name);

/// The document, or a sentence that says what is wrong with the template.
Parsed<std::string> postmortem(const Document& document, const std::string& text);

}  // namespace gameday::report
