#pragma once
// The parts of report.html in the order of the page, each as markup. Documents are inert already.

#include <cstddef>
#include <string>

#include "report/chart/figures.hpp"
#include "report/document.hpp"
#include "verdict/trails.hpp"

namespace gameday::report::html {

/// Title, verdict, badges, tally.
std::string verdict_part(const Document& document);
/// The list of contents with verdict marks.
std::string contents_part(const Document& document);
std::string headline_part(const Document& document);
std::string checks_part(const Document& document);
std::string experiment_part(const Document& document, const chart::Samples& samples,
                            std::size_t experiment);
/// With the time line.
std::string audit_part(const Document& document);
std::string requests_part(const Document& document, const chart::Samples& samples,
                          const verdict::Trails& trails);
std::string statistics_part(const Document& document);
std::string configs_part(const Document& document);
std::string environment_part(const verdict::RunFacts& facts);
/// What only people can say, and what nobody may conclude.
std::string people_part(const verdict::RunFacts& facts);

/// A figure in its wide and its narrow drawing, one of which the page shows.
std::string figure(const chart::Figure& wide, const chart::Figure& narrow);

}  // namespace gameday::report::html
