#include <fmt/format.h>

#include "report/caveats.hpp"
#include "report/config_table.hpp"
#include "report/figures.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/html/table.hpp"
#include "report/lines.hpp"

namespace gameday::report::html {
namespace {

constexpr const char* configs_shell = R"(<section id="configs">
<h2>Config differences between the arms</h2>
{{{table}}}{{#same}}<p class="note">{{words}}</p>
{{/same}}{{#lines}}<h3>From {{from}} to {{to}}</h3>
{{{code}}}{{/lines}}<dl>
{{#arms}}<div><dt>{{name}}</dt><dd>{{#file}}<code>{{file}}</code>{{/file}}{{kind}}</dd></div>
{{/arms}}</dl>
</section>
)";

constexpr const char* environment_shell = R"(<section id="environment">
<h2>Environment and reproduction</h2>
<dl>
{{#facts}}<div><dt>{{name}}</dt><dd>{{value}}{{#code}}<code>{{words}}</code>{{/code}}</dd></div>
{{/facts}}</dl>
<div class="command"><pre><code>{{{again}}}</code></pre></div>
</section>
)";

constexpr const char* people_shell = R"(<section id="people">
<h2>For people to fill in</h2>
<div class="slots">
<div class="slot"><h3>Surprises</h3><p>What did nobody expect?</p></div>
<div class="slot"><h3>What went well</h3><p>What should stay as it is?</p></div>
<div class="slot"><h3>What went badly</h3><p>What hurt, or was slow to notice?</p></div>
<div class="slot"><h3>Where we got lucky</h3><p>What would have been worse on another day?</p></div>
</div>
<h3>Actions</h3>
<table class="actions">
<thead><tr><th scope="col">Action</th><th scope="col">Owner</th><th scope="col">Due</th>)"
                                     R"(<th scope="col">Ticket</th></tr></thead>
<tbody>{{#rows}}<tr><td></td><td></td><td></td><td></td></tr>{{/rows}}</tbody>
</table>
</section>
<section id="limits">
<h2>What this run does not show</h2>
<ul>
{{#limits}}<li>{{words}}</li>
{{/limits}}</ul>
</section>
<footer><p>Rendered from the run folder alone by gameday {{version}}.</p></footer>
)";

Fields fact(const char* name, const std::string& value) {
  return Fields().set("name", name).set("value", value);
}

Fields code_fact(const char* name, const std::string& value) {
  return fact(name, "").list("code", {Fields().set("words", value)});
}

}  // namespace

std::string configs_part(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  ConfigDifferences differences = config_differences(facts);
  Fields::List same;
  if (differences.keys.head.size() > 2) {  // the key and two arms
    same.push_back(Fields().set("words", same_keys_words(differences)));
  }
  if (!differences.keys.head.empty()) {
    differences.keys.head.front() = "Key";
  }
  Sheet sheet;
  sheet.css = "tiles config";
  sheet.head = differences.keys.head;
  sheet.numbers = sheet.head.size();
  Group& group = sheet.groups.emplace_back();
  for (const Row& row : differences.keys.rows) {
    Line& line = group.lines.emplace_back();
    for (const std::string& cell : row) {
      line.cells.push_back({"<code>" + text(cell) + "</code>", ""});
    }
  }
  Fields::List lines;
  for (const LineDifferences& two : line_differences(facts)) {
    const std::string shown = two.lines.empty() ? "No line differs." : two.lines;
    lines.push_back(Fields()
                        .set("from", two.from)
                        .set("to", two.to)
                        .set("code", "<pre><code>" + code(shown) + "</code></pre>\n"));
  }
  Fields::List arms;
  for (const verdict::ArmFacts& arm : facts.arms) {
    Fields one = Fields().set("name", arm.name);
    if (arm.config_file.empty()) {
      arms.push_back(one.flag("file", false).set("kind", arm.kind));
    } else {
      arms.push_back(one.set("file", arm.config_file).set("kind", ""));
    }
  }
  return fill(configs_shell, Fields()
                                 .set("table", html::table(sheet))
                                 .list("same", std::move(same))
                                 .list("lines", std::move(lines))
                                 .list("arms", std::move(arms)));
}

std::string environment_part(const verdict::RunFacts& facts) {
  Fields::List list;
  // Equal runs in virtual time give equal pages, whenever and wherever.
  if (facts.simulated) {
    list.push_back(fact("Time", "virtual; no machine and no clock took part"));
  } else {
    list.push_back(fact("Started", facts.host.started));
    list.push_back(fact("Machine", facts.host.machine));
    list.push_back(fact("Build", facts.host.build));
  }
  list.push_back(fact("Version", "gameday " + facts.version));
  list.push_back(code_fact("Seed", std::to_string(facts.seed)));
  list.push_back(code_fact("Plan hash", facts.plan_hash));
  list.push_back(code_fact("Scenario", fmt::format("{}, sha256 {}", facts.scenario_file,
                                                   facts.scenario_hash.substr(0, 16))));
  list.push_back(facts.overrides.empty() ? fact("Overrides", "none")
                                         : code_fact("Overrides", joined(facts.overrides, ", ")));
  std::vector<std::string> labels;
  for (const auto& [name, value] : facts.labels) {
    labels.push_back(name + ": " + value);
  }
  if (!labels.empty()) {
    list.push_back(fact("Labels", joined(labels, ", ")));
  }
  list.push_back(fact("Load", fmt::format("{:g} requests per second to each arm, open loop; a "
                                          "client gives up after {}",
                                          facts.rate, duration(facts.client_timeout))));
  return fill(environment_shell,
              Fields().list("facts", std::move(list)).set("again", code(facts.again)));
}

std::string people_part(const verdict::RunFacts& facts) {
  constexpr std::size_t empty_rows = 4;
  Fields::List limits;
  for (const std::string& limit : not_shown(facts)) {
    limits.push_back(Fields().set("words", limit));
  }
  return fill(people_shell, Fields()
                                .list("rows", Fields::List(empty_rows))
                                .list("limits", std::move(limits))
                                .set("version", facts.version));
}

}  // namespace gameday::report::html
