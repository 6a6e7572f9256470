#pragma once
// Whether a run may start at all: asked once, before its folder is made and anything is sent.
// The first that says no wins; a refused run is exit 7 with its reason, in the audit log too.

#include <optional>
#include <string>

namespace gameday::app {

struct Refusal {
  std::string why;      // one sentence
  std::string way_out;  // another: when it would run, or what to do
  int exit_code = 7;
};

}  // namespace gameday::app
