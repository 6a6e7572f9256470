#include <array>

#include "base/json_writer.hpp"
#include "report/verify_text.hpp"
#include "report/verify_words.hpp"

namespace gameday::report {
namespace {

using verdict::MatrixCell;

constexpr int digits = 3;  // of milliseconds

void time(JsonWriter& json, std::string_view key, const std::optional<Duration>& value) {
  json.key(key);
  if (!value || *value == forever) {
    json.null();
  } else {
    json.number(to_milliseconds(*value), digits);
  }
}

const char* to_text(verdict::Hint hint) {
  constexpr std::array words = {"none", "left", "obeyed", "capped", "ignored"};
  return words.at(static_cast<std::size_t>(hint));
}

const char* to_text(verdict::Upstream upstream) {
  constexpr std::array words = {"ended_first", "stopped", "ran_on"};
  return words.at(static_cast<std::size_t>(upstream));
}

void add_declared(JsonWriter& json, const MatrixCell& cell) {
  json.key("declared");
  if (!cell.declared) {
    json.null();
    return;
  }
  const verdict::Declared& says = *cell.declared;
  json.object().key("attempts").number(says.attempts);
  time(json, "time_ms", says.time);
  time(json, "failover_ms", says.failover);
  json.key("fallback").text(says.failover_words).key("words").text(says.words);
  json.key("obeys_retry_after").boolean(says.obeys_hints).end();
}

void add_try(JsonWriter& json, const verdict::Try& one) {
  json.object().key("provider").text(one.provider).key("model").text(one.model);
  json.key("key").text(one.key).key("primary").boolean(one.primary);
  time(json, "at_ms", one.at);
  time(json, "gap_ms", one.gap);
  time(json, "length_ms", one.length);
  json.key("status").number(one.status).key("end").text(record::to_text(one.end));
  json.key("fault").text(one.fault);
  time(json, "retry_after_ms", one.retry_after);
  json.end();
}

void add_measured(JsonWriter& json, const MatrixCell& cell) {
  json.key("measured");
  if (!cell.measured) {
    json.null();
    return;
  }
  const verdict::Measurement& did = *cell.measured;
  json.object().key("outcome").text(record::to_text(did.outcome));
  json.key("status").number(did.status).key("error").text(did.error);
  time(json, "took_ms", did.took);
  time(json, "first_content_ms", did.first_content);
  json.key("answered_by").text(did.answered_by).key("degraded").boolean(did.degraded);
  json.key("attempts");
  if (cell.connections) {
    json.null();
  } else {
    json.number(std::uint64_t{did.tries.size()});
  }
  time(json, "failover_ms", cell.connections ? std::nullopt : did.failover);
  time(json, "timeout_ms", did.timeout);
  json.key("retry_after").text(to_text(did.hint));
  json.key("upstream").text(to_text(did.upstream));
  time(json, "stopped_after_ms", did.stopped_after);
  json.key("met_fault").boolean(did.met_fault).key("tries").array();
  for (const verdict::Try& one : did.tries) {
    add_try(json, one);
  }
  json.end().end();
}

void add_cell(JsonWriter& json, const MatrixCell& cell) {
  json.object().key("row").text(cell.row).key("shape").text(cell.streamed ? "streamed" : "unary");
  json.key("title").text(cell.title).key("control").boolean(cell.control);
  json.key("verdict").text(verdict::to_text(cell.standing()));
  json.key("why_not").text(cell.why_not);
  add_declared(json, cell);
  add_measured(json, cell);
  json.key("findings").array();
  for (const verdict::Finding& finding : cell.findings) {
    json.object().key("promise").text(finding.promise);
    json.key("verdict").text(verdict::to_text(finding.standing));
    json.key("sentence").text(finding.sentence).end();
  }
  json.end().end();
}

}  // namespace

std::string verify_json(const verdict::Matrix& matrix) {
  std::string out;
  JsonWriter json(out);
  const verdict::MatrixTally tally = verdict::tally(matrix);
  json.object().key("gameday_verify").number(1).key("subject").text(matrix.subject);
  json.key("contract").text(matrix.contract).key("simulated").boolean(matrix.simulated);
  json.key("exit_code").number(verdict::exit_code(matrix)).key("assumed").array();
  for (const std::string& assumed : matrix.assumed) {
    json.text(assumed);
  }
  json.end().key("held").number(std::uint64_t{tally.held});
  json.key("broken").number(std::uint64_t{tally.broken});
  json.key("not_observable").number(std::uint64_t{tally.not_observable});
  json.key("unclear").number(std::uint64_t{tally.unclear}).key("rows").array();
  for (const MatrixCell& cell : matrix.cells) {
    add_cell(json, cell);
  }
  json.end().end();
  return out + '\n';
}

}  // namespace gameday::report
