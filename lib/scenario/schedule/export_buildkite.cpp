// Buildkite: a pipeline in the repository, and its schedule, which lives in the pipeline's settings
// (or Terraform). Scheduled builds begin up to 10 minutes late.

#include <fmt/format.h>

#include "scenario/schedule/export_parts.hpp"

namespace gameday::schedule {
namespace {

constexpr Duration buildkite_late = 10min;
constexpr Duration agent_wait = 5min;

std::string pipeline(const Exporting& what) {
  // No interpolation: Buildkite would replace $NAME in the command before the shell sees it.
  std::string command = fmt::format("{} run --scheduled {}", shell_word(what.program),
                                    shell_word(file_argument(what.file)));
  for (std::size_t at = command.find('$'); at != command.npos; at = command.find('$', at + 2)) {
    command.insert(at, "$");
  }
  return comment(what, {}) + fmt::format(
                                 "steps:\n"
                                 "  - label: {}\n"
                                 "    key: {}\n"
                                 "    command: {}\n"
                                 "    timeout_in_minutes: {}\n"
                                 "    concurrency: 1\n"
                                 "    concurrency_group: gameday\n"
                                 "    concurrency_method: eager\n"
                                 "    retry:\n"
                                 "      automatic: false\n"
                                 "      manual:\n"
                                 "        allowed: false\n"
                                 "        reason: \"A missed game day is not caught up.\"\n"
                                 "    soft_fail:\n"
                                 "      - exit_status: 7\n"
                                 "    artifact_paths:\n"
                                 "      - \"reports/runs/**/*\"\n",
                                 yaml_text("Game day " + unit_name(what.file)),
                                 unit_name(what.file), yaml_text(command),
                                 minutes_of(longest_run(what)));
}

std::string schedule_settings(const Exporting& what) {
  PlainCron cron = plain_cron(what);
  std::string text = comment(what, cron.more);
  if (what.options.start_deadline < buildkite_late + agent_wait) {
    text += fmt::format(
        "# Buildkite begins a build up to 10 minutes late, and it waits for an agent: with\n"
        "# start_deadline: {} such a run skips itself. Write start_deadline: 20m or more.\n",
        gameday::to_text(what.options.start_deadline));
  }
  return text + fmt::format(
                    "# Settings → Schedules → New schedule, or the same as "
                    "buildkite_pipeline_schedule of\n"
                    "# Terraform (label, cronline, branch, commit, env, enabled):\n"
                    "label: {}\n"
                    "cronline: {}\n"
                    "branch: main\n"
                    "commit: HEAD\n"
                    "enabled: true\n",
                    yaml_text("Game day " + unit_name(what.file)),
                    yaml_text(cron.line + ' ' + what.options.zone.name()));
}

}  // namespace

std::vector<ExportedFile> export_buildkite(const Exporting& what) {
  const std::string name = unit_name(what.file);
  return {{name + ".pipeline.yml", pipeline(what)},
          {name + ".schedule.yml", schedule_settings(what)}};
}

}  // namespace gameday::schedule
