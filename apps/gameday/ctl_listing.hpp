#pragma once
// How `ctl` prints proxies and toxics: for scripts in the reference client's own shapes, tab
// separated; on a terminal as a table.

#include <string>
#include <vector>

#include "ctl_answers.hpp"
#include "report/look.hpp"

namespace gameday::app {

std::string proxies_for_scripts(const std::vector<ProxySeen>& proxies);
std::string proxies_for_people(const std::vector<ProxySeen>& proxies, const report::Look& look);
std::string toxics_for_scripts(const ProxySeen& proxy);
std::string toxics_for_people(const ProxySeen& proxy, const report::Look& look);

/// `name type attributes match enabled seen matched injected`, by tabs.
std::string faults_for_scripts(const std::vector<FaultSeen>& faults);
std::string faults_for_people(const std::vector<FaultSeen>& faults, const std::string& proxy,
                              const report::Look& look);

}  // namespace gameday::app
