#include "annotate.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "console.hpp"
#include "folder.hpp"
#include "report/chart/figures.hpp"
#include "report/chart/samples.hpp"
#include "report/ci/summary.hpp"
#include "rig/program.hpp"

namespace gameday::app {
namespace {

// An upload goes over somebody's network; a build that hangs on it is worse than one without.
constexpr Duration longest_upload = 60s;

std::string from_environment() {
  if (environment("GITHUB_STEP_SUMMARY")) {
    return "github";
  }
  return environment("BUILDKITE").value_or("") == "true" ? "buildkite" : "none";
}

void summarise_for_github(const report::Document& document) {
  const auto path = environment("GITHUB_STEP_SUMMARY");
  if (!path) {
    print_error("--annotate github: $GITHUB_STEP_SUMMARY is not set; no summary was written");
    return;
  }
  const std::string text = report::github_summary(document);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path->c_str(), "ab"),
                                                             std::fclose);
  if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() ||
      std::fflush(file.get()) != 0) {
    print_error("the job summary cannot be written to $GITHUB_STEP_SUMMARY: " + *path);
  }
}

// The first figure of each experiment tells most: who failed when, and how late the others came.
std::vector<report::Artifact> write_charts(const std::string& folder,
                                           const report::Document& document) {
  const report::chart::Samples samples(document);
  std::vector<report::Artifact> charts;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    report::chart::Drawing drawing;
    drawing.use = report::chart::Use::file;
    const std::string path = fmt::format("{}/chart-{}.svg", folder, at + 1);
    const std::string problem =
        write_file(path, report::chart::over_time(samples, at, drawing).svg);
    if (problem.empty()) {
      charts.push_back({path, at});
    } else {
      print_error(problem);
    }
  }
  return charts;
}

bool run_agent(rig::Program program) {
  program.argv.insert(program.argv.begin(), "buildkite-agent");
  program.timeout = longest_upload;
  const rig::ProgramEnd end = rig::run_program(program);
  const std::string problem = rig::failure_words(program, end);
  if (!problem.empty()) {
    print_error(fmt::format("buildkite-agent {}: {}", program.argv.at(1), problem));
  }
  return problem.empty();
}

// As the agent names an artifact: the path it was given, without the slash it may begin with.
std::string artifact_name(const std::string& path) {
  return path.substr(path.find_first_not_of('/'));
}

void annotate_buildkite(const std::string& folder, const report::Document& document) {
  std::vector<report::Artifact> artifacts = write_charts(folder, document);
  for (const char* name : {"report.html", "report.md", "junit.xml", "run.json"}) {
    if (std::filesystem::exists(folder + '/' + name)) {
      artifacts.push_back({folder + '/' + name, std::nullopt});
    }
  }
  std::vector<report::Artifact> uploaded;
  for (const report::Artifact& artifact : artifacts) {
    rig::Program upload;
    upload.argv = {"artifact", "upload", artifact.path};
    if (run_agent(std::move(upload))) {
      uploaded.push_back({artifact_name(artifact.path), artifact.pictured});
    }
  }
  rig::Program annotate;
  annotate.argv = {"annotate", "--style", report::buildkite_style(document.verdict.ruling),
                   "--context", "gameday-" + document.facts.plan_hash.substr(0, 8)};
  annotate.input = report::buildkite_annotation(document, uploaded);
  run_agent(std::move(annotate));
}

}  // namespace

void annotate(const std::string& where, const std::string& folder,
              const report::Document& document) {
  const std::string place = where == "auto" ? from_environment() : where;
  if (place == "github") {
    summarise_for_github(document);
  } else if (place == "buildkite") {
    annotate_buildkite(folder, document);
  }
}

}  // namespace gameday::app
