#include "documents.hpp"

#include <fmt/format.h>

#include "console.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/run_folder.hpp"
#include "report/terminal.hpp"

namespace gameday::app {
namespace {

std::string in(const std::string& folder, std::string_view name) {
  return fmt::format("{}/{}", folder, name);
}

}  // namespace

std::string write_draft(const std::string& folder, const verdict::RunFacts& facts) {
  verdict::RunFacts draft = facts;
  draft.end = verdict::RunEnd::incomplete;
  return write_file(in(folder, report::run_file), report::run_json(draft));
}

int write_up(const std::string& folder, const verdict::RunFacts& facts,
             const verdict::RunRecords& records, bool json) {
  const verdict::Summary summary = verdict::summarise(facts, records);
  const verdict::Verdict verdict = verdict::judge(facts, summary);
  const report::Document document{facts, records, summary, verdict};
  const std::string report_path = in(folder, "report.md");
  for (const std::string& problem :
       {write_file(in(folder, report::run_file), report::run_json(document)),
        write_file(report_path, report::markdown(document))}) {
    if (!problem.empty()) {
      print_error(problem);
      return exit_error;
    }
  }
  if (json) {
    fmt::print("{}", report::result_json(document));
    fmt::print(stderr, "report    {}\n", report_path);
  } else {
    fmt::print("{}", report::terminal(document, look_of(1), report_path, facts.again));
  }
  return verdict.exit_code;
}

int write_one(const verdict::RunFacts& facts, const verdict::RunRecords& records,
              const Format& format, const std::string& out) {
  const verdict::Summary summary = verdict::summarise(facts, records);
  const verdict::Verdict verdict = verdict::judge(facts, summary);
  const std::string text = format.make({facts, records, summary, verdict});
  if (out.empty()) {
    fmt::print("{}", text);
  } else if (const std::string problem = write_file(out, text); !problem.empty()) {
    print_error(problem);
    return exit_error;
  }
  return verdict.exit_code;
}

}  // namespace gameday::app
