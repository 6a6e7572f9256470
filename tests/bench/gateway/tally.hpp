#pragma once
// What came of all questions, and how it is told: one line of JSON, times in microseconds.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.hpp"
#include "base/time.hpp"
#include "stats/quantile.hpp"

namespace gameday::test {

class Tally {
 public:
  void answered(Duration latency) { latencies_.push_back(latency); }
  void first_content(Duration after) { first_contents_.push_back(after); }
  void failed(std::string_view why) {
    ++failed_;
    why_ = why_.empty() ? why : why_;
  }

  bool all_answered() const { return failed_ == 0 && !latencies_.empty(); }

  std::string to_json(Duration took) {
    std::string line;
    JsonWriter json(line);
    json.object().key("requests").number(std::uint64_t{latencies_.size()});
    json.key("failed").number(failed_).key("seconds").number(to_seconds(took), 6);
    quantiles(json, "", latencies_);
    quantiles(json, "ttft_", first_contents_);
    if (failed_ > 0) {
      json.key("why").text(why_);
    }
    json.end();
    return line;
  }

 private:
  static void quantiles(JsonWriter& json, const std::string& of, std::vector<Duration>& times) {
    std::sort(times.begin(), times.end());
    for (const auto& [name, mark] : {std::pair("p50_us", 5'000U), std::pair("p99_us", 9'900U)}) {
      if (const auto time = stats::quantile_of(times, mark)) {
        json.key(of + name).number(to_seconds(*time) * 1e6, 1);
      }
    }
  }

  std::vector<Duration> latencies_;
  std::vector<Duration> first_contents_;
  std::uint64_t failed_ = 0;
  std::string why_;  // of the first
};

}  // namespace gameday::test
