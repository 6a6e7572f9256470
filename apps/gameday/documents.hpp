#pragma once
// From facts and records to everything a reader gets: files in the run folder and the result on
// stdout.

#include <string>

#include "formats.hpp"
#include "verdict/facts.hpp"

namespace gameday::app {

/// run.json before the first request: a crash leaves a folder that says it is incomplete.
std::string write_draft(const std::string& folder, const verdict::RunFacts& facts);

struct WrittenUp {
  int exit_code = 0;
  std::string verdict = "error";  // `pass`, as result JSON says it
  std::string summary;            // `3 experiments: 2 pass, 1 fail. 13 checks: …`
};
struct Told {
  bool json = false;              // on stdout instead of the table
  std::string annotate = "none";  // annotate.hpp
};
/// Judges, writes run.json and every document of the folder, prints the table (or JSON).
WrittenUp write_up(const std::string& folder, const verdict::RunFacts& facts,
                   const verdict::RunRecords& records, const Told& told);

/// One document of it, to a file or, where `out` is empty, to stdout; returns the exit code.
int write_one(const verdict::RunFacts& facts, const verdict::RunRecords& records,
              const Format& format, const std::string& out);

/// A post-mortem by `name`, one of the templates that come with the program or a file; the same.
int write_postmortem(const verdict::RunFacts& facts, const verdict::RunRecords& records,
                     const std::string& name, const std::string& out);

}  // namespace gameday::app
