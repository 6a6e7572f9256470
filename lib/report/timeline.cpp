#include "report/timeline.hpp"

#include "report/events.hpp"
#include "report/figures.hpp"

namespace gameday::report {

Table timeline_table(const Document& document) {
  Table table;
  table.head = {"at", "experiment", "what"};
  table.numbers = table.head.size();
  for (const record::Event& event : document.records.events) {
    const std::string words = event_words(event, document.facts.cast);
    if (!words.empty()) {
      table.rows.push_back({clock(event.at - run_start),
                            document.facts.cast.experiments.at(event.experiment), words});
    }
  }
  return table;
}

}  // namespace gameday::report
