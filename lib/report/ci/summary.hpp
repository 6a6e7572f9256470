#pragma once
// The run where a build shows it: verdict, headline and what did not hold, in the Markdown that the
// build's page renders. Both places take at most 1 MiB; what does not fit is left out from the end
// and said so.
//
// GitHub: docs.github.com, "Adding a job summary". Buildkite:
// buildkite.com/docs/agent/cli-annotate; its page keeps only some tags, so there is no HTML in it.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "report/document.hpp"

namespace gameday::report {

inline constexpr std::size_t most_summary_bytes = 1024 * 1024;

/// The rest of report.md is folded up below it.
std::string github_summary(const Document& document);

/// What the annotation links to.
struct Artifact {
  std::string path;                     // as it was uploaded
  std::optional<std::size_t> pictured;  // the experiment of a chart, which is shown
};

std::string buildkite_annotation(const Document& document, const std::vector<Artifact>& artifacts);
/// `success`, `warning` or `error`: what `buildkite-agent annotate --style` takes.
const char* buildkite_style(verdict::Ruling ruling);

}  // namespace gameday::report
