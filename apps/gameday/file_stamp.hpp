#pragma once
// Which state of a file was read: whoever watches one compares stamps.

#include <string>

namespace gameday::app {

/// Changes with the content, also when the file is replaced by another of the same size and time;
/// not when it is written in place, to the same size and within one tick of its mtime.
/// Empty: there is no such file, or it is no regular one. Taken before the file is read, or a
/// change meanwhile is lost.
std::string stamp_of(const std::string& path);

}  // namespace gameday::app
