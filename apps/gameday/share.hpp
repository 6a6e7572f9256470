#pragma once
// Where the files lie that come with the program: the shipped scenarios, among them the pack that
// `gameday verify` plays.

#include <string>

namespace gameday::app {

/// The folder that holds `scenarios/`: $GAMEDAY_SHARE, else ../share/gameday beside the program's
/// own folder (an installed package), else the source tree that it was built from, else where the
/// Debian package puts it. Empty: none is there.
std::string share_folder();

}  // namespace gameday::app
