#include "gateway/own_fields.hpp"

#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include "gateway/headers.hpp"
#include "gateway/setup.hpp"
#include "llm/parameter_rules.hpp"

namespace gameday::gateway {

namespace {

namespace dom = simdjson::dom;

constexpr std::size_t shown_most = 100;  // of a name that is none

ErrorAnswer wrong_fallbacks(std::string_view what, const std::vector<Target>& chain) {
  std::vector<std::string> names;
  for (const Target& target : chain) {
    names.push_back(name_of(target));
  }
  return bad_request(
      fmt::format("fallbacks {}; it takes a list of this gateway's targets, which are {}.", what,
                  fmt::join(names, ", ")),
      "invalid_value");
}

std::optional<ErrorAnswer> read_fallbacks(const dom::element& value,
                                          const std::vector<Target>& chain, std::uint32_t& barred) {
  dom::array list;
  if (value.get(list) != simdjson::SUCCESS) {
    return wrong_fallbacks("is no list", chain);
  }
  std::uint32_t named = 1;  // the primary is always asked
  for (const dom::element item : list) {
    std::string_view name;
    if (item.get(name) != simdjson::SUCCESS) {
      return wrong_fallbacks("holds something that is no text", chain);
    }
    bool known = false;
    for (std::size_t place = 0; place < chain.size(); ++place) {
      if (name_of(chain[place]) == name) {
        named |= std::uint32_t{1} << place;
        known = true;
      }
    }
    if (!known) {
      return wrong_fallbacks(fmt::format("names \"{}\"", name.substr(0, shown_most)), chain);
    }
  }
  barred = ~named;
  return std::nullopt;
}

std::optional<ErrorAnswer> read_deadline(const dom::element& value,
                                         std::optional<std::uint64_t>& deadline) {
  std::uint64_t milliseconds = 0;
  if (value.get(milliseconds) != simdjson::SUCCESS ||
      milliseconds > std::numeric_limits<std::uint32_t>::max()) {
    return bad_request("deadline_ms is a whole number of milliseconds.", "invalid_value");
  }
  deadline = milliseconds;
  return std::nullopt;
}

/// Both may name one; the tighter holds.
void set_deadline(http::Fields& fields, std::uint64_t milliseconds) {
  const auto there = deadline_of(fields);
  if (!there || std::chrono::milliseconds(milliseconds) < *there) {
    fields.set(deadline_field, std::to_string(milliseconds));
  }
}

}  // namespace

std::optional<ErrorAnswer> take_own_fields(policy::Request& request,
                                           const std::vector<Target>& chain) {
  dom::parser parser;
  dom::object root;
  if (parser.parse(request.body.data(), request.body.size()).get(root) != simdjson::SUCCESS) {
    return std::nullopt;  // others say what is wrong
  }
  std::optional<ErrorAnswer> mistake;
  std::uint32_t barred = 0;
  std::optional<std::uint64_t> deadline;
  dom::element value;
  if (root["fallbacks"].get(value) == simdjson::SUCCESS && !value.is_null()) {
    mistake = read_fallbacks(value, chain, barred);
  }
  if (!mistake && root["deadline_ms"].get(value) == simdjson::SUCCESS && !value.is_null()) {
    mistake = read_deadline(value, deadline);
  }
  if (mistake) {
    return mistake;
  }
  const llm::ParameterRules ours = {{"fallbacks", llm::ParameterRule::drop},
                                    {"deadline_ms", llm::ParameterRule::drop}};
  if (auto without = llm::fitted(request.body, ours).body) {
    request.body = std::move(*without);
  }
  request.barred = barred;
  if (deadline) {
    set_deadline(request.fields, *deadline);
  }
  return std::nullopt;
}

}  // namespace gameday::gateway
