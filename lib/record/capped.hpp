#pragma once
// What peers say about themselves (a model's name, an error's code) goes into records only so long:
// a peer that answers with a megabyte must not fill the disk, or a line of the report.

#include <cstddef>
#include <string>
#include <string_view>

namespace gameday::record {

// In bytes. The longest model ids in use have some 90.
inline constexpr std::size_t peer_text_most = 200;

/// At most so long, cut between two characters; the last one is `…` if something was cut.
std::string capped(std::string_view text);

}  // namespace gameday::record
