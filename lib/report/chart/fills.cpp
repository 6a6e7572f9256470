#include "report/chart/fills.hpp"

#include "base/assert.hpp"

namespace gameday::report::chart {
namespace {

struct Words {
  const char* css;
  const char* text;
};

constexpr std::array<Words, fill_count> words = {{
    {"ok", "ok"},
    {"degraded", "degraded"},
    {"late", "late"},
    {"http-4xx", "4xx"},
    {"http-429", "429"},
    {"http-5xx", "5xx"},
    {"connect-error", "connect error"},
    {"reset", "reset"},
    {"timeout", "timeout"},
    {"truncated-stream", "cut silently"},
    {"stream-error", "stream error"},
    {"bad-payload", "bad payload"},
    {"schema-violation", "schema violation"},
    {"not-sent", "not sent"},
    {"unfinished", "cut off"},
    {"left", "left"},
}};

}  // namespace

Fill fill_of(record::Outcome outcome) {
  DCHECK(outcome != record::Outcome::ok, "an answer is ok, degraded or late");
  // Failures stand in the order of record::Outcome, behind ok, degraded and late.
  return fill_at(static_cast<std::size_t>(outcome) + answered_fills - 1);
}

const char* css_name(Fill fill) {
  return words.at(index_of(fill)).css;
}

const char* fill_word(Fill fill) {
  return words.at(index_of(fill)).text;
}

}  // namespace gameday::report::chart
