#pragma once
// The verdict in at most two sentences: what happened to the hypothesis; then the arm, the count,
// the experiment, promised against observed. No cause, no adjective.

#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string verdict_sentence(const Document& document);

/// `in the tar pit`, `in hard 503s`
std::string in_experiment(const std::string& name);
/// `with the tuned gateway`, `without fallback`
std::string with_arm(const std::string& name);

}  // namespace gameday::report
