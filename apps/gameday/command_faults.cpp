// gameday faults: what can go wrong, and what can be injected of it.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/problem.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "faults/directory.hpp"
#include "faults/evidence.hpp"
#include "report/lines.hpp"
#include "share.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday faults
  gameday faults show reset-mid-stream
  gameday faults show breaker-poison       # what one injection cannot say is a file to run
  gameday faults --json

docs/faults.md has the selectors and actions that a scenario may combine them with.
)";

using faults::DirectoryEntry;

void print_hanging(const std::string& before, std::string_view text) {
  std::vector<std::string> lines;
  report::add_hanging(lines, before, text, report::width(before), look_of(1).used());
  fmt::print("{}\n", fmt::join(lines, "\n"));
}

void list_faults() {
  std::size_t slugs = 0;
  for (const DirectoryEntry& fault : faults::directory()) {
    slugs = std::max(slugs, report::width(fault.slug));
  }
  for (const DirectoryEntry& fault : faults::directory()) {
    const std::string before =
        report::pad_right(fault.id, 5) + report::pad_right(fault.slug, slugs + 2);
    print_hanging(before, fault.entry == nullptr
                              ? fmt::format("{} ({})", fault.title, fault.why_not)
                              : std::string(fault.title));
  }
}

void print_wrapped(const std::string& label, std::string_view text) {
  print_hanging(report::pad_right(label, 12), text);
}

/// Where that file lies: as short as it can be written from here.
std::string shipped(std::string_view scenario) {
  namespace fs = std::filesystem;
  std::error_code ec;
  const fs::path file = fs::path(share_folder()) / scenario;
  const fs::path here = fs::relative(file, ec);
  return ec || here.empty() || here.string().starts_with("..") ? file.string() : here.string();
}

void show_fault(const DirectoryEntry& fault) {
  fmt::print("{}{}: {}\n\n", fault.id.empty() ? std::string() : std::string(fault.id) + ' ',
             fault.slug, fault.title);
  if (fault.entry == nullptr) {
    print_wrapped("Injected:", fmt::format("not; {}", fault.why_not));
    if (!fault.scenario.empty()) {
      print_wrapped("Played by:",
                    fmt::format("gameday run {} --simulate", shipped(fault.scenario)));
    }
  } else {
    for (const faults::Parameter& parameter : fault.entry->parameters) {
      print_wrapped("Parameter:", fmt::format("{}: {}", parameter.name, parameter.values));
    }
    print_wrapped("Stands for:", fault.entry->expands_to);
    print_wrapped("Example:", faults::example_of(fault));
  }
  const std::string_view evidence = faults::evidence_of(fault.id);
  if (!evidence.empty()) {
    print_wrapped("Seen in:", evidence);
  }
}

/// By its slug or its id.
int show(const std::string& name) {
  std::vector<std::string_view> slugs;
  for (const DirectoryEntry& fault : faults::directory()) {
    if (fault.slug == name || (!fault.id.empty() && fault.id == name)) {
      show_fault(fault);
      return exit_pass;
    }
    slugs.push_back(fault.slug);
  }
  print_error(fmt::format("there is no fault \"{}\" (gameday faults lists them){}", name,
                          did_you_mean(name, slugs)));
  return exit_invalid;
}

}  // namespace

void add_faults(CLI::App& app, int& exit_code) {
  auto json = std::make_shared<bool>(false);
  auto name = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("faults", "List what can be injected, by name.");
  command->footer(examples);
  command->add_flag("--json", *json, "Print all of it as a JSON array");
  CLI::App* one = command->add_subcommand("show", "What one of them looks like and takes.");
  one->add_option("SLUG", *name, "Its name, or F01 to F57")->required()->type_name("");
  command->callback([json, name, one, &exit_code] {
    exit_code = exit_pass;
    if (one->parsed() && *json) {
      print_error("--json prints the whole list; `show` takes no --json");
      exit_code = exit_invalid;
    } else if (one->parsed()) {
      exit_code = show(*name);
    } else if (*json) {
      fmt::print("{}\n", faults::directory_json());
    } else {
      list_faults();
    }
  });
}

}  // namespace gameday::app
