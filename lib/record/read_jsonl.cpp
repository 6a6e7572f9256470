#include <algorithm>
#include <charconv>

#include <simdjson.h>

#include "record/jsonl.hpp"
#include "record/words.hpp"

namespace gameday::record {
namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t most_micros = longest_offset / 1us;

// One line. The first thing that is wrong is kept; what follows reads as empty.
class Line {
 public:
  explicit Line(const dom::element& element) {
    if (element.get_object().get(object_) == simdjson::SUCCESS) {
      next_ = object_.begin();
    } else {
      problem_ = "is not a JSON object";
    }
  }
  explicit Line(const dom::object& object) : object_(object), next_(object.begin()) {}
  const std::string& problem() const { return problem_; }

  std::optional<std::string_view> find_text(const char* key) {
    return find<std::string_view>(key, "text");
  }
  std::string text(const char* key) { return std::string(find_text(key).value_or("")); }
  template <class T>
  std::optional<T> find_number(const char* key) {
    const auto wide = find<std::int64_t>(key, "a whole number");
    if (wide && !std::in_range<T>(*wide)) {
      wrong(key, "is out of range");
      return std::nullopt;
    }
    return wide ? std::optional<T>(static_cast<T>(*wide)) : std::nullopt;
  }
  template <class T>
  T number(const char* key) {
    return needed(key, find_number<T>(key));
  }
  std::optional<bool> find_boolean(const char* key) { return find<bool>(key, "true or false"); }
  bool boolean(const char* key) { return needed(key, find_boolean(key)); }
  std::optional<Duration> find_duration(const char* key) {
    const auto micros = find<std::int64_t>(key, "whole microseconds");
    if (micros && (*micros > most_micros || *micros < -most_micros)) {
      wrong(key, "is more than ten years");
      return std::nullopt;
    }
    return micros ? std::optional<Duration>(std::chrono::microseconds(*micros)) : std::nullopt;
  }
  std::optional<TimePoint> find_time(const char* key) {
    const auto offset = find_duration(key);
    return offset ? std::optional(run_start + *offset) : std::nullopt;
  }
  TimePoint time(const char* key) { return needed(key, find_time(key)); }
  std::optional<std::uint16_t> find_name(const char* key, const std::vector<std::string>& names) {
    const auto word = find_text(key);
    if (!word) {
      return std::nullopt;
    }
    const auto at = std::find(names.begin(), names.end(), *word);
    if (at == names.end()) {
      wrong(key, "is a name that run.json does not have");
      return std::nullopt;
    }
    return static_cast<std::uint16_t>(at - names.begin());
  }
  std::uint16_t name(const char* key, const std::vector<std::string>& names) {
    return needed(key, find_name(key, names));
  }
  template <class Enum, std::size_t n>
  std::optional<Enum> find_word(const char* key, const std::array<const char*, n>& words) {
    const auto word = find_text(key);
    const auto value = word ? from_word<Enum>(words, *word) : std::nullopt;
    if (word && !value) {
      wrong(key, "is a word that is not known here");
    }
    return value;
  }
  template <class Enum, std::size_t n>
  Enum word(const char* key, const std::array<const char*, n>& words) {
    return needed(key, find_word<Enum>(key, words));
  }
  std::optional<dom::object> find_object(const char* key) {
    return find<dom::object>(key, "an object");
  }
  /// What is wrong inside is wrong with the whole.
  void adopt(const Line& inner) {
    if (problem_.empty()) {
      problem_ = inner.problem_;
    }
  }

 private:
  template <class T>
  std::optional<T> find(const char* key, const char* kind) {
    dom::element value;
    if (!problem_.empty() || !look_up(key, value)) {
      return std::nullopt;
    }
    T found{};
    if (value.get(found) != simdjson::SUCCESS) {
      wrong(key, std::string("is not ") + kind);
      return std::nullopt;
    }
    return found;
  }
  // Keys stand in the order in which they are asked for, as we write them: the search goes on where
  // the last one was found, and once around.
  bool look_up(std::string_view key, dom::element& value) {
    const auto among = [&](auto from, auto to) {
      for (auto at = from; at != to; ++at) {
        if (at.key_equals(key)) {
          value = at.value();
          next_ = ++at;
          return true;
        }
      }
      return false;
    };
    return among(next_, object_.end()) || among(object_.begin(), next_);
  }
  template <class T>
  T needed(const char* key, const std::optional<T>& value) {
    if (!value) {
      wrong(key, "is missing");
    }
    return value.value_or(T{});
  }
  void wrong(const char* key, const std::string& what) {
    if (problem_.empty()) {
      problem_ = std::string(key) + ' ' + what;
    }
  }

  dom::object object_;
  dom::object::iterator next_;  // behind the key that was found last
  std::string problem_;
};

FaultCounts read_counts(Line& line) {
  FaultCounts counts;
  counts.seen = line.number<std::uint64_t>("seen");
  counts.matched = line.number<std::uint64_t>("matched");
  counts.injected = line.number<std::uint64_t>("injected");
  counts.open = line.number<std::uint64_t>("open");
  if (const auto reasons = line.find_object("bypassed")) {
    Line bypassed(*reasons);
    for (const auto& field : *reasons) {
      const std::string reason(field.key);
      counts.bypassed[reason] = bypassed.number<std::uint64_t>(reason.c_str());
    }
    line.adopt(bypassed);
  }
  counts.connections = line.find_boolean("connections").value_or(false);
  counts.shut = line.find_duration("shut_us").value_or(Duration::zero());
  counts.dns = line.find_duration("dns_us").value_or(Duration::zero());
  return counts;
}

void read(Line& line, const Cast& cast, RequestRecord& record) {
  record.experiment = line.name("experiment", cast.experiments);
  record.arm = line.name("arm", cast.arms);
  record.window = line.word<Window>("window", window_words);
  record.ordinal = line.number<std::uint32_t>("ordinal");
  record.streamed = line.boolean("streamed");
  record.replica = line.find_number<std::uint16_t>("replica").value_or(0);
  record.intended = line.time("intended_at_us");
  record.sent = line.find_time("sent_at_us");
  record.first_content = line.find_time("first_content_at_us");
  record.longest_gap = line.find_duration("longest_gap_us").value_or(Duration::zero());
  record.ended = line.time("ended_at_us");
  record.outcome = line.word<Outcome>("outcome", outcome_words);
  record.status = line.number<int>("status");
  record.model = line.text("model");
  record.tokens = line.number<std::uint32_t>("tokens");
  record.error = line.text("error");
}

void read(Line& line, const Cast& cast, AttemptRecord& record) {
  record.experiment = line.name("experiment", cast.experiments);
  record.arm = line.name("arm", cast.arms);
  record.provider = line.name("provider", cast.providers);
  record.replica = line.find_number<std::uint16_t>("replica").value_or(0);
  record.ordinal = line.find_number<std::uint32_t>("ordinal");
  record.nth = line.number<std::uint32_t>("nth");
  record.model_call = line.boolean("model_call");
  record.streamed = line.boolean("streamed");
  record.model = line.text("model");
  record.key = line.text("key");
  record.arrived = line.time("arrived_at_us");
  record.answered = line.find_time("answered_at_us");
  record.ended = line.time("ended_at_us");
  record.status = line.number<int>("status");
  record.end = line.word<AttemptEnd>("end", end_words);
  record.fault = line.text("fault");
  record.reached = line.text("reached");
  record.bypassed = line.text("bypassed");
  record.retry_after = line.find_duration("retry_after_us");
}

void read(Line& line, const Cast& cast, Event& event) {
  event.kind = line.word<Event::Kind>("event", event_words);
  event.at = line.time("at_us");
  event.experiment = line.name("experiment", cast.experiments);
  event.arm = line.find_name("arm", cast.arms);
  const bool clients = line.find_text("provider") == clients_name;
  event.provider = clients ? into_clients : line.find_name("provider", cast.providers);
  event.window = line.find_word<Window>("window", window_words);
  event.replica = line.find_number<std::uint16_t>("replica").value_or(0);
  event.text = line.text("text");
  if (const auto object = line.find_object("counts")) {
    Line counts(*object);
    event.counts = read_counts(counts);
    line.adopt(counts);
  }
}

std::string line_words(std::size_t number) {
  return "line " + std::to_string(number) + ": ";
}

template <class Record>
Parsed<std::vector<Record>> read_all(std::string_view text, const Cast& cast, std::size_t before) {
  dom::parser parser;
  std::vector<Record> records;
  std::size_t number = before;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
    ++number;
    dom::element element;
    const auto error = parser.parse(text.data(), end).get(element);
    if (error != simdjson::SUCCESS) {
      return {std::nullopt, line_words(number) + simdjson::error_message(error)};
    }
    Line line(element);
    Record record;
    read(line, cast, record);
    if (!line.problem().empty()) {
      return {std::nullopt, line_words(number) + line.problem()};
    }
    records.push_back(std::move(record));
    text.remove_prefix(end + 1);
  }
  return {std::move(records), {}};
}

}  // namespace

Parsed<std::vector<RequestRecord>> read_requests(std::string_view text, const Cast& cast,
                                                 std::size_t before) {
  return read_all<RequestRecord>(text, cast, before);
}

Parsed<std::vector<AttemptRecord>> read_attempts(std::string_view text, const Cast& cast,
                                                 std::size_t before) {
  return read_all<AttemptRecord>(text, cast, before);
}

Parsed<std::vector<Event>> read_events(std::string_view text, const Cast& cast,
                                       std::size_t before) {
  return read_all<Event>(text, cast, before);
}

}  // namespace gameday::record
