#pragma once
// The events of a run as a table: when, since the run's start, in which experiment, what.

#include "report/document.hpp"
#include "report/table.hpp"

namespace gameday::report {

Table timeline_table(const Document& document);

}  // namespace gameday::report
