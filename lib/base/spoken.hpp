#pragma once
// Durations as a person says them: `1.5 s`, `240 ms`, `3 min 40 s`. A plain blank stands before the
// unit. For messages and reports; what a program reads back is written by to_text().

#include <string>

#include "base/time.hpp"

namespace gameday {

/// So many significant digits, halves up; from 100 s on in minutes. `forever` is `never`.
std::string spoken(Duration value, int digits = 3);

/// `1.50` is `1.5`, `2.00` is `2`; a whole number stays.
std::string without_zeros(std::string number);

}  // namespace gameday
