#pragma once
// Which state of a file was read: whoever watches one compares stamps.

#include <string>

namespace gameday::app {

/// Changes with the content, also when the file is replaced by another of the same size and time.
/// Empty: there is no such file. Taken before the file is read, or a change meanwhile is lost.
std::string stamp_of(const std::string& path);

}  // namespace gameday::app
