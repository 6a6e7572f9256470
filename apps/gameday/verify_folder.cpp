#include "verify_folder.hpp"

#include "folder.hpp"
#include "host.hpp"
#include "record/direct_sink.hpp"
#include "report/json.hpp"
#include "report/markdown.hpp"
#include "report/run_folder/run_folder.hpp"

namespace gameday::app {

std::string write_trial(const std::string& folder, const rig::Trial& trial,
                        const rig::Played& played, bool simulated, const std::string& again) {
  verdict::RunFacts facts = rig::facts_of(trial, played);
  facts.simulated = simulated;
  facts.again = again;
  facts.version = GAMEDAY_VERSION;
  facts.host = host_facts();
  const auto made = make_run_folder(folder, facts.host.started, facts.title);
  if (!made) {
    return made.problem;
  }
  record::DirectSink files(folder, facts.cast);
  for (const record::RequestRecord& request : played.records.requests) {
    files.request(request);
  }
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    files.attempt(attempt);
  }
  for (const record::Event& event : played.records.events) {
    files.event(event);
  }
  const verdict::Summary summary = verdict::summarise(facts, played.records);
  const verdict::Verdict verdict = verdict::judge(facts, summary);
  const report::Document document{facts, played.records, summary, verdict};
  for (const std::string& problem :
       {files.failure(), write_file(folder + '/' + report::run_file, report::run_json(document)),
        write_file(folder + "/report.md", report::markdown(document))}) {
    if (!problem.empty()) {
      return problem;
    }
  }
  return {};
}

}  // namespace gameday::app
