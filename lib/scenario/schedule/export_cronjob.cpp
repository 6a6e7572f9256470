// Kubernetes, batch/v1 CronJob (timeZone: since 1.27). Its cron library skips times that clocks
// skip and knows neither # nor L.

#include <filesystem>

#include <fmt/format.h>

#include "scenario/schedule/export_parts.hpp"

namespace gameday::schedule {
namespace {

// A Job that waits for a node or an image is not worth waiting for much longer.
constexpr Duration start_up = 5min;

}  // namespace

std::vector<ExportedFile> export_cronjob(const Exporting& what) {
  const PlainCron cron = plain_cron(what);
  const std::string name = unit_name(what.file);
  // `exit 0` after 7: a run that skips itself is no failed Job.
  const std::string file = "/scenarios/" + std::filesystem::path(what.file).filename().string();
  const std::string script = fmt::format("{} run --scheduled {} || exit $(( $? == 7 ? 0 : $? ))",
                                         shell_word(what.program), shell_word(file));
  std::string text = comment(what, cron.more);
  text += fmt::format(
      "# Put in: the image, and the volume that holds the scenario with the files it names.\n"
      "# The claim keeps lock, latch, audit log and reports from one Job to the next.\n"
      "apiVersion: batch/v1\n"
      "kind: CronJob\n"
      "metadata:\n"
      "  name: {name}\n"
      "  labels:\n"
      "    app.kubernetes.io/name: gameday\n"
      "spec:\n"
      "  schedule: {cron}\n"
      "  timeZone: {zone}\n"
      "  startingDeadlineSeconds: {deadline}\n"
      "  concurrencyPolicy: Forbid\n"
      "  successfulJobsHistoryLimit: 3\n"
      "  failedJobsHistoryLimit: 3\n"
      "  jobTemplate:\n"
      "    spec:\n"
      "      backoffLimit: 0\n"
      "      activeDeadlineSeconds: {longest}\n"
      "      template:\n"
      "        spec:\n"
      "          restartPolicy: Never\n"
      "          terminationGracePeriodSeconds: {grace}\n"
      "          containers:\n"
      "            - name: gameday\n"
      "              image: {image}\n"
      "              command: [\"/bin/sh\", \"-c\"]\n"
      "              args:\n"
      "                - {script}\n"
      "              workingDir: /var/lib/gameday\n"
      "              env:\n"
      "                - name: XDG_STATE_HOME\n"
      "                  value: /var/lib/gameday/state\n"
      "              volumeMounts:\n"
      "                - name: state\n"
      "                  mountPath: /var/lib/gameday\n"
      "                - name: scenarios\n"
      "                  mountPath: /scenarios\n"
      "                  readOnly: true\n"
      "          volumes:\n"
      "            - name: state\n"
      "              persistentVolumeClaim:\n"
      "                claimName: gameday-state\n"
      "            - name: scenarios\n"
      "              configMap:\n"
      "                name: gameday-scenarios\n",
      fmt::arg("name", name), fmt::arg("cron", yaml_text(cron.line)),
      fmt::arg("zone", yaml_text(what.options.zone.name())),
      fmt::arg("deadline", seconds_of(what.options.start_deadline)),
      fmt::arg("longest", seconds_of(longest_run(what) + start_up)),
      fmt::arg("grace", seconds_of(what.drain + 30s)),
      fmt::arg("image", yaml_text("registry.example/gameday:" + what.version)),
      fmt::arg("script", yaml_text(script)));
  return {{name + ".cronjob.yaml", text}};
}

}  // namespace gameday::schedule
