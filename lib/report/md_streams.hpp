#pragma once
// What streams did, and how soon after the fault each arm was well again, as Markdown. Empty where
// there is nothing to tell.

#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string md_streams(const Document& document, const verdict::ExperimentSummary& summary);
std::string md_recovery(const Document& document, const verdict::ExperimentSummary& summary);

}  // namespace gameday::report
