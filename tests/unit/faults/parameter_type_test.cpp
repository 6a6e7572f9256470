// What --json says of a parameter is what its reader takes.
#include "faults/parameter_type.hpp"

#include <array>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

using nlohmann::json;

json written(const Parameter& parameter) {
  std::string text;
  JsonWriter writer(text);
  write_parameter(writer, parameter);
  return json::parse(text);
}

struct Row {
  Parameter parameter;
  const char* json;
};

TEST(ParameterType, IsToldByTheLooksOrSaid) {
  const std::array rows = {
      Row{{"a", "leave / slow"},
          R"({"name":"a","type":"choice","default":"leave","choices":["leave","slow"]})"},
      Row{{"a", "none / comment"},
          R"({"name":"a","type":"choice","default":"none","choices":["none","comment"]})"},
      Row{{"a", "– / utf8"}, R"({"name":"a","type":"choice","default":null,"choices":["utf8"]})"},
      Row{{"a", "404 / 410"}, R"({"name":"a","type":"integer","default":404,"choices":[404,410]})"},
      Row{{"a", "by dialect / 503 / 529", "integer"},
          R"({"name":"a","type":"integer","default":null,"choices":[503,529]})"},
      Row{{"a", "all / a number", "integer", "1", "9"},
          R"({"name":"a","type":"integer","default":"all","choices":["all"],"minimum":1,"maximum":9})"},
      Row{{"a", "none / 6s", "duration"}, R"({"name":"a","type":"duration","default":null})"},
      Row{{"a", "forever"}, R"({"name":"a","type":"duration","default":"forever"})"},
      Row{{"a", "32KiB", "", "0B", "1MiB"},
          R"({"name":"a","type":"size","default":"32KiB","minimum":"0B","maximum":"1MiB"})"},
      Row{{"a", "50%"}, R"({"name":"a","type":"share","default":"50%"})"},
      Row{{"a", "5 deltas"}, R"({"name":"a","type":"place","default":"5 deltas"})"},
      Row{{"a", "false"}, R"({"name":"a","type":"boolean","default":false})"},
      Row{{"a", "\"80\""}, R"({"name":"a","type":"text","default":"80"})"},
      Row{{"a", "[\"-5\", soon]"}, R"({"name":"a","type":"list","default":["-5","soon"]})"},
      Row{{"a", "–", "rate"}, R"({"name":"a","type":"rate","default":null})"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(written(row.parameter), json::parse(row.json)) << row.parameter.values;
  }
}

/// Whether the entry takes that value, other problems aside.
bool takes(const CatalogueEntry& entry, const Parameter& parameter, const std::string& value) {
  const std::string path = "inject[0]." + std::string(parameter.name) + ":";
  const std::string beside = parameter.name == "cert" ? ", kind: badcert" : "";
  const auto parsed =
      test::parse_injection("{fault: " + std::string(entry.slug) + ", " +
                            std::string(parameter.name) + ": " + value + beside + '}');
  return parsed.problems.find(path) == std::string::npos;
}

std::string as_yaml(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

TEST(ParameterType, EveryDefaultAndChoiceIsTakenAndNothingBeyondTheBounds) {
  const std::set<std::string> types = {"integer", "boolean",  "duration", "size", "rate", "share",
                                       "place",   "interval", "choice",   "list", "text"};
  for (const CatalogueEntry& entry : catalogue()) {
    for (const Parameter& parameter : entry.parameters) {
      SCOPED_TRACE(std::string(entry.slug) + '.' + std::string(parameter.name));
      const json told = written(parameter);
      const std::string type = told["type"];
      EXPECT_TRUE(types.contains(type)) << type;
      // A few only make sense beside another one: their values are shown, not tried alone.
      if (!told["default"].is_null() && parameter.name != "beat" && parameter.name != "text") {
        const json& usual = told["default"];
        EXPECT_TRUE(takes(entry, parameter, type == "text" ? usual.dump() : as_yaml(usual)));
      }
      for (const json& choice : told.value("choices", json::array())) {
        EXPECT_TRUE(takes(entry, parameter, as_yaml(choice))) << choice;
      }
      if (type == "choice") {
        EXPECT_FALSE(takes(entry, parameter, "xyzzy"));
      }
      for (const char* bound : {"minimum", "maximum"}) {
        if (told.contains(bound) && type == "integer") {
          const auto value = told[bound].get<std::int64_t>();
          const std::int64_t beyond = std::string_view(bound) == "minimum" ? value - 1 : value + 1;
          EXPECT_TRUE(takes(entry, parameter, std::to_string(value)));
          EXPECT_FALSE(takes(entry, parameter, std::to_string(beyond)));
        } else if (told.contains(bound)) {
          const std::string value = told[bound];
          const Bytes bytes = *parse_bytes(value).value;
          const std::string beyond = std::to_string(bytes.count + 1) + 'B';
          EXPECT_TRUE(value == "0B" || takes(entry, parameter, value));
          EXPECT_TRUE(std::string_view(bound) == "minimum" || !takes(entry, parameter, beyond));
        }
      }
    }
  }
}

}  // namespace
}  // namespace gameday::faults
