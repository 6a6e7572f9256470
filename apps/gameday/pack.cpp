#include "pack.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "config/scenario.hpp"
#include "console.hpp"
#include "share.hpp"

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

std::optional<std::vector<fs::path>> files_of(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code ec;
  for (fs::directory_iterator at(folder, ec), end; !ec && at != end; at.increment(ec)) {
    if (at->path().extension() == ".yaml") {
      files.push_back(at->path());
    }
  }
  if (ec || files.empty() || files.size() > most_rows) {
    print_error(fmt::format("--pack {}: {}", folder,
                            ec              ? ec.message()
                            : files.empty() ? "there is no .yaml in it"
                                            : fmt::format("more than {} rows", most_rows)));
    return std::nullopt;
  }
  std::ranges::sort(files, {}, [](const fs::path& file) { return file.stem().string(); });
  return files;
}

std::optional<rig::Row> read_row(const fs::path& file) {
  config::Overrides overrides;
  overrides.arms_apart = true;
  config::Findings findings;
  const auto day = config::read_game_day(file.string(), overrides, environment, findings);
  print_findings(findings);
  if (!day) {
    return std::nullopt;
  }
  auto row = rig::make_row(file.stem().string(), day->scenario, day->rig.providers);
  if (!row) {
    print_error(fmt::format("{}: {}", file.string(), row.problem));
  }
  return std::move(row.value);
}

bool is_wanted(const std::string& name, const std::vector<std::string>& wanted) {
  return wanted.empty() || std::ranges::any_of(wanted, [&](const std::string& one) {
           return rig::same_row(one, name);
         });
}

/// Every name that was asked for is there.
bool all_there(const std::vector<fs::path>& files, const std::vector<std::string>& wanted) {
  std::vector<std::string> names;
  for (const fs::path& file : files) {
    names.push_back(file.stem().string());
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  bool all = true;
  for (const std::string& one : wanted) {
    if (!std::ranges::any_of(names, [&](const auto& name) { return rig::same_row(one, name); })) {
      const std::string hint = did_you_mean(one, known);
      print_error(fmt::format("--row {}: the pack has no such row{}", one,
                              hint.empty() ? "; gameday verify --list names them" : hint));
      all = false;
    }
  }
  return all;
}

}  // namespace

std::optional<std::vector<rig::Row>> read_pack(const std::string& folder,
                                               const std::vector<std::string>& wanted) {
  const std::string shipped = share_folder();
  if (folder.empty() && shipped.empty()) {
    print_error("the shipped scenarios/verify is not found; name a folder: --pack DIR");
    return std::nullopt;
  }
  const auto files = files_of(folder.empty() ? shipped + "/scenarios/verify" : folder);
  if (!files || !all_there(*files, wanted)) {
    return std::nullopt;
  }
  std::vector<rig::Row> rows;
  bool all = true;
  for (const fs::path& file : *files) {
    if (is_wanted(file.stem().string(), wanted)) {
      auto row = read_row(file);
      all = all && row;
      rows.push_back(std::move(row).value_or(rig::Row{}));
    }
  }
  if (!all) {
    return std::nullopt;
  }
  std::ranges::stable_partition(
      rows, [](const rig::Row& row) { return row.kind == rig::Row::Kind::failure; });
  return rows;
}

}  // namespace gameday::app
