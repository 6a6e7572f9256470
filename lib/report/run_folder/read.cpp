#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "record/jsonl.hpp"
#include "report/run_folder/run_folder.hpp"
#include "report/run_folder/words.hpp"

namespace gameday::report {
namespace {

using Json = nlohmann::json;

// Errors inside are exceptions of the JSON library or this one; parse_run_facts turns them into a
// sentence.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

Duration time_in(const Json& json, const char* key) {
  const std::string text = json.at(key);
  const auto value = parse_duration(text);
  if (!value) {
    throw Wrong(std::string(key) + ": " + value.problem);
  }
  return *value.value;
}

std::uint16_t index_of(const std::vector<std::string>& names, const std::string& name) {
  const auto at = std::ranges::find(names, name);
  if (at == names.end()) {
    throw Wrong('"' + name + "\" is named but not described");
  }
  return static_cast<std::uint16_t>(at - names.begin());
}

verdict::ArmFacts read_arm(const Json& json, const record::Cast& cast) {
  verdict::ArmFacts arm;
  arm.name = json.at("name");
  arm.kind = json.at("kind");
  arm.url = json.value("url", "");
  arm.primary_provider = index_of(cast.providers, json.at("primary_provider"));
  arm.primary_model = json.at("primary_model");
  arm.config_file = json.at("config_file");
  arm.replicas = json.value("replicas", std::uint16_t{1});
  arm.config = json.at("config");
  return arm;
}

verdict::InjectionFacts read_injection(const Json& json, const record::Cast& cast) {
  verdict::InjectionFacts injection;
  injection.name = json.at("name");
  for (const Json& provider : json.at("into")) {
    injection.into.push_back(provider == record::clients_name ? record::into_clients
                                                              : index_of(cast.providers, provider));
  }
  injection.words = json.at("words");
  injection.from = time_in(json, "from");
  injection.length = time_in(json, "for");
  return injection;
}

verdict::PromiseFacts read_promise(const Json& json, const record::Cast& cast) {
  const std::string text = json.at("check");
  auto expectation = verdict::parse_expectation(text);
  if (!expectation) {
    throw Wrong(expectation.problem);
  }
  return {index_of(cast.arms, json.at("arm")), std::move(*expectation.value)};
}

verdict::ExperimentFacts read_experiment(const Json& json, const record::Cast& cast) {
  verdict::ExperimentFacts experiment;
  experiment.name = json.at("name");
  experiment.baseline = time_in(json, "baseline");
  experiment.fault = time_in(json, "fault");
  experiment.recovery = time_in(json, "recovery");
  for (const Json& injection : json.at("injections")) {
    experiment.injections.push_back(read_injection(injection, cast));
  }
  for (const Json& action : json.value("actions", Json::array())) {
    experiment.actions.push_back({action.at("act"), time_in(action, "at"),
                                  index_of(cast.arms, action.at("arm")), action.at("replica")});
  }
  for (const Json& promise : json.at("expect")) {
    experiment.promises.push_back(read_promise(promise, cast));
  }
  for (const Json& promise : json.at("expect_recovery")) {
    experiment.recovery_promises.push_back(read_promise(promise, cast));
  }
  experiment.planned = json.at("planned");
  if (const auto at = json.find("started_at_us"); at != json.end()) {
    const auto micros = at->get<std::int64_t>();
    constexpr std::int64_t most = record::longest_offset / 1us;
    if (micros > most || micros < -most) {
      throw Wrong("started_at_us is more than ten years");
    }
    experiment.started = run_start + std::chrono::microseconds(micros);
  }
  return experiment;
}

verdict::RunEnd read_end(const std::string& word) {
  const auto at = std::ranges::find(end_words, word);
  if (at == end_words.end()) {
    throw Wrong("end: \"" + word + "\" is not known here");
  }
  return static_cast<verdict::RunEnd>(at - end_words.begin());
}

void read_whole(const Json& json, verdict::RunFacts& facts) {
  if (const int version = json.at("gameday"); version != run_version) {
    throw Wrong("version " + std::to_string(version) + " is not known here");
  }
  facts.version = json.at("version");
  facts.title = json.at("title");
  facts.hypothesis = json.at("hypothesis");
  facts.end = read_end(json.at("end"));
  facts.end_reason = json.at("end_reason");
  facts.seed = json.at("seed");
  facts.plan_hash = json.at("plan_hash");
  facts.simulated = json.at("simulated");
  facts.mock_providers = json.at("mock_providers");
  if (json.contains("slo_answer")) {
    facts.slo_answer = time_in(json, "slo_answer");
  }
  facts.rate = json.at("rate_per_second");
  facts.client_timeout = time_in(json, "client_timeout");
  facts.records_dropped = json.at("records_dropped");
  facts.labels = json.at("labels").get<std::map<std::string, std::string>>();
  facts.overrides = json.at("overrides").get<std::vector<std::string>>();
  facts.again = json.at("again");
  facts.scenario_file = json.at("scenario_file");
  facts.scenario_hash = json.at("scenario_hash");
  facts.scenario_text = json.at("scenario_text");
  const Json& host = json.at("host");
  facts.host = {host.at("started"), host.at("machine"), host.at("build")};
}

void read_cast(const Json& json, verdict::RunFacts& facts) {
  facts.cast.providers = json.at("providers").get<std::vector<std::string>>();
  for (const Json& arm : json.at("arms")) {
    facts.cast.arms.push_back(arm.at("name"));
    facts.arms.push_back(read_arm(arm, facts.cast));
  }
  for (const Json& experiment : json.at("experiments")) {
    facts.cast.experiments.push_back(experiment.at("name"));
    facts.experiments.push_back(read_experiment(experiment, facts.cast));
  }
}

std::optional<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return std::nullopt;
  }
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// A few thousand lines. A run of a million records is read block by block, for its text is larger
// than the records made from it.
constexpr std::size_t block_bytes = 1 << 20;

template <class Record>
using Reader = Parsed<std::vector<Record>> (*)(std::string_view, const record::Cast&, std::size_t);

/// Room for all records of a file, by those of its first bytes: growing would hold them twice.
template <class Record>
void make_room(std::vector<Record>& out, std::size_t bytes, std::uintmax_t all) {
  if (!out.empty()) {
    const double records = static_cast<double>(out.size()) * static_cast<double>(all) /
                           static_cast<double>(std::max<std::size_t>(bytes, 1));
    out.reserve(static_cast<std::size_t>(records * 1.05) + 1);
  }
}

template <class Record>
std::string read_blocks(std::ifstream& file, std::uintmax_t size, const record::Cast& cast,
                        Reader<Record> read, std::vector<Record>& out) {
  std::string text;  // what is not read yet: whole lines, then the start of one
  while (file) {
    const std::size_t left = text.size();
    text.resize(left + block_bytes);
    file.read(text.data() + left, block_bytes);
    text.resize(left + static_cast<std::size_t>(file.gcount()));
    const std::size_t lines = text.rfind('\n') + 1;  // 0: a line longer than a block goes on
    auto records = read(std::string_view(text).substr(0, lines), cast, out.size());
    if (!records) {
      return std::move(records.problem);
    }
    const bool first = out.empty();
    std::ranges::move(*records.value, std::back_inserter(out));
    if (first) {
      make_room(out, lines, size);
    }
    text.erase(0, lines);
  }
  return {};
}

template <class Record>
std::string read_records(const std::string& folder, const char* name, bool incomplete,
                         const record::Cast& cast, Reader<Record> read, std::vector<Record>& out) {
  const std::string path = folder + '/' + name;
  std::error_code ec;
  std::ifstream file(path, std::ios::binary);
  const std::uintmax_t size = std::filesystem::file_size(path, ec);
  if (!file || ec) {
    // Killed before the first record: nothing is missing.
    return incomplete && !std::filesystem::exists(path, ec) ? "" : path + ": cannot be read";
  }
  const std::string problem = read_blocks(file, size, cast, read, out);
  return problem.empty() ? problem : path + ": " + problem;
}

// A run that died never wrote when its experiments began; its events say so.
void start_by_events(RunFolder& folder) {
  for (const record::Event& event : folder.records.events) {
    auto& started = folder.facts.experiments.at(event.experiment).started;
    if (event.kind == record::Event::Kind::experiment_started && !started) {
      started = event.at;
    }
  }
}

}  // namespace

Parsed<verdict::RunFacts> parse_run_facts(std::string_view json) {
  try {
    const Json tree = Json::parse(json);
    verdict::RunFacts facts;
    read_whole(tree, facts);
    read_cast(tree, facts);
    return {std::move(facts), {}};
  } catch (const Json::exception& error) {
    return {std::nullopt, error.what()};
  } catch (const Wrong& error) {
    return {std::nullopt, error.what()};
  }
}

Parsed<verdict::RunFacts> read_run_facts(const std::string& path) {
  const auto text = read_file(path);
  if (!text) {
    return {std::nullopt, path + ": cannot be read; a run folder has one"};
  }
  auto facts = parse_run_facts(*text);
  if (!facts) {
    facts.problem = path + ": " + facts.problem;
  }
  return facts;
}

Parsed<RunFolder> read_run_folder(const std::string& folder) {
  std::error_code ec;  // what cannot be looked at is told by reading it
  if (std::filesystem::status(folder, ec).type() == std::filesystem::file_type::not_found) {
    return {std::nullopt, folder + ": does not exist"};
  }
  if (std::filesystem::is_regular_file(folder, ec)) {
    return {std::nullopt, folder + ": is a file; name the run folder it lies in"};
  }
  auto facts = read_run_facts(folder + '/' + run_file);
  if (!facts) {
    return {std::nullopt, std::move(facts.problem)};
  }
  RunFolder out;
  out.facts = std::move(*facts.value);
  const record::Cast& cast = out.facts.cast;
  const bool incomplete = out.facts.end == verdict::RunEnd::incomplete;
  std::string problem = read_records(folder, record::requests_file, incomplete, cast,
                                     record::read_requests, out.records.requests);
  if (problem.empty()) {
    problem = read_records(folder, record::attempts_file, incomplete, cast, record::read_attempts,
                           out.records.attempts);
  }
  if (problem.empty()) {
    problem = read_records(folder, record::events_file, incomplete, cast, record::read_events,
                           out.records.events);
  }
  if (!problem.empty()) {
    return {std::nullopt, std::move(problem)};
  }
  start_by_events(out);
  return {std::move(out), {}};
}

}  // namespace gameday::report
