#include "documents.hpp"

#include <fmt/format.h>

#include "annotate.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "report/ci/junit.hpp"
#include "report/html/page.hpp"
#include "report/json.hpp"
#include "report/lines.hpp"
#include "report/markdown.hpp"
#include "report/postmortem/postmortem.hpp"
#include "report/run_folder/run_folder.hpp"
#include "report/terminal.hpp"
#include "report/words.hpp"
#include "syntax/file.hpp"

namespace gameday::app {
namespace {

std::string in(const std::string& folder, std::string_view name) {
  return fmt::format("{}/{}", folder, name);
}

// To the file, or to stdout where none is named. False: it went wrong, and that was said.
bool hand_out(const std::string& text, const std::string& out) {
  if (out.empty()) {
    fmt::print("{}", text);
    return true;
  }
  const std::string problem = write_file(out, text);
  if (!problem.empty()) {
    print_error(problem);
  }
  return problem.empty();
}

}  // namespace

std::string write_draft(const std::string& folder, const verdict::RunFacts& facts) {
  verdict::RunFacts draft = facts;
  draft.end = verdict::RunEnd::incomplete;
  return write_file(in(folder, report::run_file), report::run_json(draft));
}

WrittenUp write_up(const std::string& folder, const verdict::RunFacts& facts,
                   const verdict::RunRecords& records, const Told& told) {
  const verdict::Summary summary = verdict::summarise(facts, records);
  const verdict::Verdict verdict = verdict::judge(facts, summary);
  const report::Document document{facts, records, summary, verdict};
  const std::string report_path = in(folder, "report.html");
  for (const std::string& problem :
       {write_file(in(folder, report::run_file), report::run_json(document)),
        write_file(in(folder, "report.md"), report::markdown(document)),
        write_file(in(folder, "junit.xml"), report::junit(document)),
        write_file(report_path, report::html::page(document))}) {
    if (!problem.empty()) {
      print_error(problem);
      return {exit_error, "error", problem};
    }
  }
  annotate(told.annotate, folder, document);
  if (told.json) {
    fmt::print("{}", report::result_json(document));
    fmt::print(stderr, "report    {}\n", report_path);
  } else {
    fmt::print("{}", report::terminal(document, look_of(1), report_path, facts.again));
  }
  return {verdict.exit_code, to_text(verdict.ruling), report::tally_words(verdict)};
}

int write_one(const verdict::RunFacts& facts, const verdict::RunRecords& records,
              const Format& format, const std::string& out) {
  const verdict::Summary summary = verdict::summarise(facts, records);
  const verdict::Verdict verdict = verdict::judge(facts, summary);
  const std::string text = format.make({facts, records, summary, verdict});
  return hand_out(text, out) ? verdict.exit_code : exit_error;
}

int write_postmortem(const verdict::RunFacts& facts, const verdict::RunRecords& records,
                     const std::string& name, const std::string& out) {
  std::string shell(report::template_text(name));
  if (shell.empty()) {
    Problems problems(name);
    auto text = syntax::read_file(name, problems);
    if (!text) {
      print_error(fmt::format("--template {}: {}; there are {}, or the path of a file", name,
                              problems.list().front().what,
                              report::joined(report::template_names(), ", ")));
      return exit_invalid;
    }
    shell = std::move(*text);
  }
  const verdict::Summary summary = verdict::summarise(facts, records);
  const verdict::Verdict verdict = verdict::judge(facts, summary);
  const auto text = report::postmortem({facts, records, summary, verdict}, shell);
  if (!text) {
    print_error(fmt::format("{}: {}", name, text.problem));
    return exit_invalid;
  }
  return hand_out(*text.value, out) ? verdict.exit_code : exit_error;
}

}  // namespace gameday::app
