#include "report/experiment_tables.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/html/table.hpp"
#include "report/timeline.hpp"

namespace gameday::report::html {
namespace {

constexpr const char* shell = R"(<section id="audit">
<h2>Injection audit</h2>
<p class="lead">Did the fault really happen? Counted by the fault proxies, per attempt that reached )"
                              R"(them.</p>
{{{table}}}{{^table}}<p>The fault proxies counted nothing.</p>
{{/table}}<h3>Timeline</h3>
{{{timeline}}}{{^timeline}}<p>No event was recorded.</p>
{{/timeline}}</section>
)";

// A group an experiment; its name leaves the rows.
std::string timeline(const Document& document) {
  std::vector<Titled> tables;
  for (Row& row : timeline_table(document).rows) {
    if (tables.empty() || tables.back().title != row.at(1)) {
      tables.push_back({row[1], {{"At", "What happened"}, {}, 2}});
    }
    tables.back().table.rows.push_back({row[0], row.at(2)});
  }
  return table(tables, "dense");
}

void set_table(Fields& fields, const char* name, const std::string& markup) {
  if (markup.empty()) {
    fields.flag(name, false);
  } else {
    fields.set(name, markup);
  }
}

}  // namespace

std::string audit_part(const Document& document) {
  std::vector<Titled> audits;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    audits.push_back({document.facts.experiments[at].name, audit_table(document, at)});
  }
  Fields fields;
  set_table(fields, "table", table(audits));
  set_table(fields, "timeline", timeline(document));
  return fill(shell, fields);
}

}  // namespace gameday::report::html
