// The templates that come with the program: the headings of the documents that teams already write,
// what a run knows filled in, and slots for what only people know.
#include <array>

#include "report/postmortem/postmortem.hpp"

namespace gameday::report {
namespace {

// The headings of the example in Google's "Site Reliability Engineering", appendix D.
constexpr std::string_view google_sre = R"(# {{title}}: post-mortem

**Date:**
**Authors:**
**Status:** draft, filled in from a game day{{#simulated}} (SIMULATED){{/simulated}}{{#mock_providers}} (MOCK PROVIDERS){{/mock_providers}}

**Summary:** {{verdict}}. {{sentence}}

## Impact

{{{headline}}}
{{#experiments}}
**{{name}}**

{{#arms}}
- {{arm}}: {{failed}} failed, {{late}} late
{{/arms}}

{{/experiments}}
## Root causes

<!-- For people. The tool knows what it injected, not why the system answered as it did. -->

## Trigger

{{#experiments}}
{{#injections}}
- {{name}}: {{words}}
{{/injections}}
{{/experiments}}

## Resolution

<!-- For people. -->

## Detection

{{#experiments}}
{{#detection}}
- {{name}}: {{words}}
{{/detection}}
{{/experiments}}

## Action items

| action | type | owner | due |
| --- | --- | --- | --- |
|  |  |  |  |

## Lessons learned

**What went well:**

**What went wrong:**

**Where we got lucky:**

## Timeline

Minutes and seconds from the start of the run.

{{{timeline}}}
## Supporting information

{{{checks}}}
gameday {{version}}, seed {{seed}}, plan {{plan}}. Play it again:

{{{again}}})";

// The headings of PagerDuty's published template (response.pagerduty.com, "Post-Mortem Template").
constexpr std::string_view pagerduty = R"(# {{title}}

**Owner:**
**Meeting scheduled for:**
**Call recording:**

## Overview

{{verdict}}{{#simulated}} · SIMULATED{{/simulated}}{{#mock_providers}} · MOCK PROVIDERS{{/mock_providers}}. {{sentence}}

## What happened

{{#experiments}}
{{#injections}}
- {{name}}: {{words}}
{{/injections}}
{{/experiments}}

{{{headline}}}
## Contributing factors

<!-- For people. -->

## Resolution

<!-- For people. -->

## Impact

{{#experiments}}
{{#arms}}
- {{name}}, {{arm}}: {{words}}
{{/arms}}
{{/experiments}}

## Responders

<!-- For people. -->

## Timeline

{{#experiments}}
{{#detection}}
- {{name}}: {{words}}
{{/detection}}
{{/experiments}}

{{{timeline}}}
## How'd we do?

### What went well?

### What didn't go so well?

## Action items

<!-- For people: each with an owner and a ticket. -->

## Messaging

### Internal

### External

## Data

{{{checks}}}
gameday {{version}}, seed {{seed}}, plan {{plan}}.

{{{again}}})";

constexpr std::string_view game_day = R"(# Game day: {{title}}

**Date:**
**People:**
**Environment:** {{#simulated}}SIMULATED {{/simulated}}{{#mock_providers}}MOCK PROVIDERS{{/mock_providers}}

## Hypothesis

{{hypothesis}}

## What we broke

{{#experiments}}
{{#injections}}
- {{name}}: {{words}}
{{/injections}}
{{/experiments}}

## What we saw

**{{verdict}}.** {{sentence}}

{{{headline}}}
{{#failed_checks}}
Checks that did not hold:

{{{failed_checks}}}
{{/failed_checks}}
{{#experiments}}
{{#detection}}
- {{name}}: {{words}}
{{/detection}}
{{/experiments}}

## What surprised us

## What went well

## What went badly

## Where we were lucky

## What we change

| action | owner | until |
| --- | --- | --- |
|  |  |  |

## Timeline

{{{timeline}}}
## Play it again

{{{again}}})";

struct Template {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Template, 3> templates = {
    {{"google-sre", google_sre}, {"pagerduty", pagerduty}, {"game-day", game_day}}};

}  // namespace

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (const Template& one : templates) {
    names.emplace_back(one.name);
  }
  return names;
}

std::string_view template_text(std::string_view name) {
  for (const Template& one : templates) {
    if (one.name == name) {
      return one.text;
    }
  }
  return {};
}

}  // namespace gameday::report
