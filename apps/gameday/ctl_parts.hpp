#pragma once
// The parts that `gameday ctl` is put together from.

#include <initializer_list>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "ctl.hpp"

namespace gameday::app {

/// A subcommand with --help but no -h, which is the host.
CLI::App* ctl_command(CLI::App& parent, const char* name, const char* what,
                      std::initializer_list<const char*> aliases);
/// The argument that names a proxy.
void add_ctl_proxy(CLI::App& app, std::string& name);
void add_ctl_faults(CLI::App& ctl, const std::shared_ptr<CtlHost>& host, int& exit_code);

}  // namespace gameday::app
