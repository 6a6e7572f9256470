#include "report/config_table.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/inert.hpp"
#include "report/lines.hpp"
#include "report/text_diff.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

using Json = nlohmann::ordered_json;

// More is not a table that anybody reads.
constexpr std::size_t most_keys = 60;
constexpr std::size_t deepest = 16;

struct Flat {
  std::vector<std::pair<std::string, std::string>> values;  // in the order of the file

  const std::string* find(const std::string& key) const {
    const auto at = std::ranges::find(values, key, &std::pair<std::string, std::string>::first);
    return at == values.end() ? nullptr : &at->second;
  }
};

std::string scalar_words(const Json& value) {
  return inert(value.is_string() ? value.get<std::string>()
                                 : value.dump(-1, ' ', false, Json::error_handler_t::replace),
               longest_name);
}

bool is_list_of_scalars(const Json& value) {
  return value.is_array() &&
         std::ranges::none_of(value, [](const Json& one) { return one.is_structured(); });
}

void flatten(const Json& value, const std::string& path, std::size_t depth, Flat& out) {
  if (is_list_of_scalars(value)) {
    std::vector<std::string> words;
    for (const Json& one : value) {
      words.push_back(scalar_words(one));
    }
    out.values.emplace_back(path, words.empty() ? "none" : joined(words, ", "));
  } else if (!value.is_structured() || depth == deepest) {
    out.values.emplace_back(path, scalar_words(value));
  } else if (value.is_array()) {
    for (std::size_t at = 0; at < value.size(); ++at) {
      flatten(value[at], path + '[' + std::to_string(at) + ']', depth + 1, out);
    }
  } else {
    for (const auto& [key, inner] : value.items()) {
      if (!key.starts_with("//")) {  // a remark
        const std::string name = inert(key, longest_name);
        flatten(inner, path.empty() ? name : path + '.' + name, depth + 1, out);
      }
    }
  }
}

bool readable(const verdict::ArmFacts& arm) {
  return !arm.config.empty() && Json::accept(arm.config);
}

}  // namespace

ConfigDifferences config_differences(const verdict::RunFacts& facts) {
  ConfigDifferences out;
  out.keys.head = {"key"};
  out.keys.numbers = 1 + facts.arms.size();
  std::vector<Flat> flats;
  for (const verdict::ArmFacts& arm : facts.arms) {
    if (readable(arm)) {
      out.keys.head.push_back(arm.name);
      flatten(Json::parse(arm.config), "", 0, flats.emplace_back());
    }
  }
  if (flats.size() < 2) {
    return out;
  }
  std::vector<std::string> keys;
  for (const Flat& flat : flats) {
    for (const auto& [key, value] : flat.values) {
      if (std::ranges::find(keys, key) == keys.end()) {
        keys.push_back(key);
      }
    }
  }
  for (const std::string& key : keys) {
    Row row = {key};
    for (const Flat& flat : flats) {
      const std::string* value = flat.find(key);
      row.push_back(value == nullptr ? "–" : *value);
    }
    if (std::adjacent_find(row.begin() + 1, row.end(), std::not_equal_to<>()) == row.end()) {
      ++out.same;
    } else if (out.keys.rows.size() == most_keys) {
      ++out.left_out;
    } else {
      out.keys.rows.push_back(std::move(row));
    }
  }
  return out;
}

std::string same_keys_words(const ConfigDifferences& differences) {
  const auto keys = [](std::size_t number, const char* how) {
    return fmt::format("{} {}", number,
                       number == 1 ? std::string("key ") + how : std::string("keys ") + how);
  };
  std::string words = differences.keys.rows.empty() ? "No key differs; " : "";
  words += differences.left_out > 0 ? keys(differences.left_out, "more differ; ") : "";
  return words + fmt::format("{} {} the same.", differences.same,
                             differences.same == 1 ? "key is" : "keys are");
}

std::vector<LineDifferences> line_differences(const verdict::RunFacts& facts) {
  std::vector<LineDifferences> out;
  const std::size_t main = main_arm(facts);
  for (std::size_t at = 0; at < facts.arms.size(); ++at) {
    const verdict::ArmFacts& from = facts.arms[at];
    const verdict::ArmFacts& to = facts.arms[main];
    const bool both = at != main && !from.config.empty() && !to.config.empty();
    if (both && !(readable(from) && readable(to))) {
      out.push_back({from.name, to.name, differing_lines(from.config, to.config)});
    }
  }
  return out;
}

}  // namespace gameday::report
