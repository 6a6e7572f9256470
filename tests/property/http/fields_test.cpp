// A list of fields against a plain list of pairs that is changed in the same way.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "http/message.hpp"

namespace gameday::http {
namespace {

using Model = std::vector<std::pair<std::string, std::string>>;

std::string wire_of(const Model& model) {
  std::string text;
  for (const auto& [name, value] : model) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
  return text;
}

auto named(std::string_view name) {
  return [name](const auto& field) { return same_name(field.first, name); };
}

void set(Model& model, const std::string& name, const std::string& value) {
  const auto first = std::find_if(model.begin(), model.end(), named(name));
  if (first == model.end()) {
    model.emplace_back(name, value);
    return;
  }
  first->second = value;
  model.erase(std::remove_if(first + 1, model.end(), named(name)), model.end());
}

TEST(FieldsProperty, AnyChangesLeaveWhatAPlainListHas) {
  static constexpr std::array<const char*, 6> names = {"a", "A", "bb", "Bb", "ccc", "D-d"};
  for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
    Rng rng(seed);
    Fields fields;
    Model model;
    for (std::uint64_t left = 1 + rng.below(20); left > 0; --left) {
      const std::string name = names[rng.below(names.size())];
      const std::string value(rng.below(40), static_cast<char>('a' + rng.below(26)));
      const std::uint64_t what = rng.below(6);
      if (what < 4) {
        fields.add(name, value);
        model.emplace_back(name, value);
      } else if (what == 4) {
        fields.set(name, value);
        set(model, name, value);
      } else {
        fields.remove(name);
        std::erase_if(model, named(name));
      }
      ASSERT_EQ(fields.wire(), wire_of(model)) << seed;
      ASSERT_EQ(fields.size(), model.size());
      Model seen;
      for (const Field& field : fields) {
        seen.emplace_back(field.name, field.value);
      }
      ASSERT_EQ(seen, model) << seed;
      ASSERT_EQ(fields.has(name), std::any_of(model.begin(), model.end(), named(name)));
    }
  }
}

}  // namespace
}  // namespace gameday::http
