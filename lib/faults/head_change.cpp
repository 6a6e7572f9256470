#include "faults/head_change.hpp"

namespace gameday::faults {

std::vector<HeadChange::Field> added_fields(const HeadChange& change) {
  std::vector<HeadChange::Field> fields = change.add;
  if (change.pad) {
    fields.emplace_back("X-Pad", std::string(static_cast<std::size_t>(change.pad->count), 'x'));
  }
  for (std::uint64_t number = 1; number <= change.count.value_or(0); ++number) {
    fields.emplace_back("X-Pad-" + std::to_string(number), "x");
  }
  return fields;
}

void change_fields(const HeadChange& change, http::Fields& fields) {
  for (const std::string& name : change.drop) {
    fields.remove(name);
  }
  for (const auto& [name, value] : change.set) {
    fields.set(name, value);
  }
  for (const auto& [name, value] : added_fields(change)) {
    fields.add(name, value);
  }
}

}  // namespace gameday::faults
