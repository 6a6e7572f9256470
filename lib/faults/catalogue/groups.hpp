#pragma once
// The groups of the catalogue, one file each, and what their readers share.

#include <algorithm>

#include "faults/bytes_text.hpp"
#include "faults/catalogue.hpp"
#include "faults/deeds.hpp"
#include "faults/points.hpp"

namespace gameday::faults {

std::vector<CatalogueEntry> status_slugs();   // F01–F05, F08, F10: the provider's own refusals
std::vector<CatalogueEntry> account_slugs();  // F11–F15: about a key, an account, a model, a size
std::vector<CatalogueEntry> page_slugs();     // F06, F07, F09: somebody in front of it
std::vector<CatalogueEntry> timing_slugs();   // F16–F20
std::vector<CatalogueEntry> transport_slugs();   // F22–F25, F53
std::vector<CatalogueEntry> in_band_slugs();     // F28, F29
std::vector<CatalogueEntry> piece_slugs();       // F26, F27, F30, F31, F33, F34
std::vector<CatalogueEntry> content_slugs();     // F35, F41, F42, F46
std::vector<CatalogueEntry> connection_slugs();  // F47–F52
std::vector<CatalogueEntry> shape_slugs();       // F21, F32, F40, F43, F45
std::vector<CatalogueEntry> mock_slugs();        // F14, F36–F39, F44
std::vector<CatalogueEntry> aliases();

Injection answering(Respond respond);
Injection answering_error(std::string name);
Injection stalling(Stall stall);
Injection ending(const Point& point, Cut::How how);
Injection editing(Edit edit);
Edit edit_of(const Pieces& which, Edit::Op op);
/// `delta 3`
Pieces delta_piece(std::uint64_t number);

inline constexpr Point five_deltas{false, Point::Unit::deltas, 5, {}, {}};
inline constexpr Point after_headers{false, Point::Unit::headers, 0, {}, {}};

/// The value of `after`; `otherwise` when absent or wrong.
Point read_after_or(MapReader& map, const Point& otherwise);
/// As read_word, and values that later versions have are refused by name.
std::string read_kind(MapReader& map, std::string_view key, const Words& known, const Words& later,
                      std::string_view what);

}  // namespace gameday::faults
