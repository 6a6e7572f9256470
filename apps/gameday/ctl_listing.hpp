#pragma once
// How `ctl` prints proxies and toxics: for scripts in the reference client's own shapes, tab
// separated; on a terminal as a table.

#include <string>

#include "report/look.hpp"

namespace gameday::app {

/// Of the answer of GET /proxies (JSON).
std::string proxies_for_scripts(const std::string& proxies);
std::string proxies_for_people(const std::string& proxies, const report::Look& look);
/// Of one proxy (JSON).
std::string toxics_for_scripts(const std::string& proxy);
std::string toxics_for_people(const std::string& proxy, const report::Look& look);

}  // namespace gameday::app
