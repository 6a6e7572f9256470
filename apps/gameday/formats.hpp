#pragma once
// The formats that `gameday report --format` knows, as a table: a format is one row here.

#include <string>
#include <vector>

#include "report/document.hpp"

namespace gameday::app {

struct Format {
  const char* name;
  std::string (*make)(const report::Document& document);
};

/// Null: there is none of that name.
const Format* find_format(const std::string& name);
/// `html, json, md`
std::vector<std::string> format_names();

}  // namespace gameday::app
