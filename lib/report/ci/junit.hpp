#pragma once
// The run as JUnit XML, for whatever collects test results: a suite is an experiment on an arm, a
// case a check. What could not be judged is an error, never a pass and never merely skipped.
// Shape: the schema that Jenkins' xUnit plugin publishes (junit-10.xsd), which others read as well.

#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string junit(const Document& document);

}  // namespace gameday::report
