#pragma once
// A run told where its build is looked at: GitHub's job summary or a Buildkite annotation. What
// goes wrong here is said on stderr and changes no verdict.

#include <string>

#include "report/document.hpp"

namespace gameday::app {

/// `none`, `github`, `buildkite`; `auto` is what the environment names: $GITHUB_STEP_SUMMARY, or
/// $BUILDKITE of an agent. Nowhere to tell it is no mistake with `auto`.
///
/// github: appended to that file. buildkite: the folder's documents and the charts, one a figure,
/// are uploaded as artifacts, then the annotation shows and links them (buildkite-agent in PATH).
void annotate(const std::string& where, const std::string& folder,
              const report::Document& document);

}  // namespace gameday::app
