#include <algorithm>

#include "faults/catalogue/groups.hpp"
#include "faults/directory.hpp"

namespace gameday::faults {
namespace {

Words all_slugs() {
  Words words;
  for (const CatalogueEntry& entry : catalogue()) {
    words.push_back(entry.slug);
  }
  return words;
}

void refuse(const std::string& slug, MapReader& map) {
  if (contains(scenario_slugs(), slug)) {
    map.error("fault", slug + " is a scenario file of its own, not a fault");
    return;
  }
  const Words known = all_slugs();
  const std::string guess = did_you_mean(slug, known);
  map.error("fault", '"' + slug + "\" is not a known fault" +
                         (guess.empty() ? "; write " + listed(known) : guess));
}

Words names_of(const std::vector<Parameter>& parameters) {
  Words names;
  for (const Parameter& parameter : parameters) {
    names.push_back(parameter.name);
  }
  return names;
}

// What other entries take is no typing mistake: say what this one takes.
void refuse_parameters_of_others(const CatalogueEntry& entry, MapReader& map) {
  const Words mine = names_of(entry.parameters);
  Words seen = mine;
  for (const CatalogueEntry& other : catalogue()) {
    for (const Parameter& parameter : other.parameters) {
      if (contains(seen, parameter.name) || !map.has(parameter.name)) {
        continue;
      }
      seen.push_back(parameter.name);
      map.take(parameter.name);
      map.problems().error(map.place_of(parameter.name), map.path_of(parameter.name),
                           "is no parameter of " + std::string(entry.slug) + "; it takes " +
                               (mine.empty() ? "none" : listed(mine)));
    }
  }
}

}  // namespace

const std::vector<CatalogueEntry>& catalogue() {
  static const std::vector<CatalogueEntry> entries = [] {
    std::vector<CatalogueEntry> all;
    for (const auto& group : {status_slugs(), account_slugs(), page_slugs(), timing_slugs(),
                              transport_slugs(), in_band_slugs(), piece_slugs(), content_slugs(),
                              connection_slugs(), shape_slugs(), mock_slugs()}) {
      all.insert(all.end(), group.begin(), group.end());
    }
    std::sort(all.begin(), all.end(), [](const CatalogueEntry& left, const CatalogueEntry& right) {
      return left.id < right.id;
    });
    const auto last = aliases();
    all.insert(all.end(), last.begin(), last.end());
    return all;
  }();
  return entries;
}

std::optional<Injection> read_slug(const std::string& slug, MapReader& map) {
  for (const CatalogueEntry& entry : catalogue()) {
    if (entry.slug == slug) {
      Injection injection = entry.read(map);
      refuse_parameters_of_others(entry, map);
      injection.name = slug;
      injection.slug = slug;
      return injection;
    }
  }
  refuse(slug, map);
  return std::nullopt;
}

Injection answering(Respond respond) {
  Injection injection;
  injection.deed.respond = std::move(respond);
  return injection;
}

Injection answering_error(std::string name) {
  Respond respond;
  respond.source = Respond::Source::error;
  respond.text = std::move(name);
  return answering(std::move(respond));
}

Injection stalling(Stall stall) {
  Injection injection;
  injection.deed.stalls.push_back(stall);
  return injection;
}

Injection ending(const Point& point, Cut::How how) {
  Injection injection;
  injection.deed.cut = Cut{point, how};
  return injection;
}

Injection editing(Edit edit) {
  Injection injection;
  injection.deed.edits.push_back(std::move(edit));
  return injection;
}

Edit edit_of(const Pieces& which, Edit::Op op) {
  Edit edit;
  edit.which = which;
  edit.op = op;
  return edit;
}

Pieces delta_piece(std::uint64_t number) {
  return {Pieces::Unit::deltas, number, number};
}

Point read_after_or(MapReader& map, const Point& otherwise) {
  return read_after(map).value_or(otherwise);
}

std::string read_kind(MapReader& map, std::string_view key, const Words& known, const Words& later,
                      std::string_view what) {
  const Value* value = map.find(key);
  if (value != nullptr && contains(later, value->text)) {
    map.take(key);
    map.error(key, value->text + " is not in this version of gameday; write " + listed(known));
    return std::string(known.front());
  }
  return read_word(map, key, known, what);
}

}  // namespace gameday::faults
