// GitHub Actions: `on.schedule` with `timezone`. Runs begin late at busy times, and may be dropped.

#include <fmt/format.h>

#include "scenario/schedule/export_parts.hpp"

namespace gameday::schedule {
namespace {

constexpr Duration github_late = 30min;

}  // namespace

std::vector<ExportedFile> export_github(const Exporting& what) {
  const PlainCron cron = plain_cron(what);
  const std::string name = unit_name(what.file);
  std::string text = comment(what, cron.more);
  if (what.options.start_deadline < github_late) {
    text += fmt::format(
        "# GitHub begins scheduled workflows late at busy times: with start_deadline: {} such a "
        "run\n"
        "# skips itself. Write start_deadline: 30m or more, and no full hour.\n",
        gameday::to_text(what.options.start_deadline));
  }
  const std::string script =
      fmt::format("{} run --scheduled {} || exit $(( $? == 7 ? 0 : $? ))", shell_word(what.program),
                  shell_word(file_argument(what.file)));
  text += fmt::format(
      "name: {title}\n"
      "\"on\":\n"
      "  schedule:\n"
      "    - cron: {cron}\n"
      "      timezone: {zone}\n"
      "permissions:\n"
      "  contents: read\n"
      "concurrency:\n"
      "  group: gameday\n"
      "  cancel-in-progress: false\n"
      "jobs:\n"
      "  gameday:\n"
      "    # A re-run by hand would be a run that is caught up.\n"
      "    if: github.run_attempt == 1\n"
      "    runs-on: ubuntu-latest\n"
      "    timeout-minutes: {minutes}\n"
      "    steps:\n"
      "      - uses: actions/checkout@v4\n"
      "      # Install gameday here, for example its Debian package.\n"
      "      - name: Game day\n"
      "        run: {script}\n"
      "      - uses: actions/upload-artifact@v4\n"
      "        if: always()\n"
      "        with:\n"
      "          name: {name}\n"
      "          path: reports/runs\n"
      "          if-no-files-found: ignore\n",
      fmt::arg("title", yaml_text("Game day " + name)), fmt::arg("cron", yaml_text(cron.line)),
      fmt::arg("zone", yaml_text(what.options.zone.name())),
      fmt::arg("minutes", minutes_of(longest_run(what) + 5min)),
      fmt::arg("script", yaml_text(script)), fmt::arg("name", name));
  return {{name + ".yml", text}};
}

}  // namespace gameday::schedule
