#pragma once
// What all figures of a run are drawn from, gathered in one pass over its records. Points to
// what the document points to, which outlives it.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "report/chart/fills.hpp"
#include "report/document.hpp"
#include "verdict/trails.hpp"

namespace gameday::report::chart {

struct Sample {
  Duration due{};   // from fault on
  Duration took{};  // to a usable answer; forever: there was none
  Fill fill = Fill::ok;
  record::Window window = record::Window::fault;
};

/// Who gave an answer: the key as its alias, without the hash.
struct Giver {
  bool degraded = false;  // not the arm's first choice
  std::uint16_t provider = 0;
  std::string key;
  auto operator<=>(const Giver&) const = default;
};

struct ArmSamples {
  std::vector<Sample> all;  // by when they were due
  // Of the fault window.
  std::array<std::uint64_t, fill_count> fills{};
  std::map<Fill, std::map<std::string, std::uint64_t>> failures;  // by name: `503`, `500`
  std::map<Giver, std::uint64_t> givers;

  std::uint64_t in_fault() const;
};

class Samples {
 public:
  explicit Samples(const Document& document);

  const Document& document() const { return document_; }
  const verdict::Trails& trails() const { return trails_; }
  const ArmSamples& of(std::size_t experiment, std::size_t arm) const;
  /// Where the records of a stopped or unfinished experiment end, from fault on; none: they are
  /// all there.
  std::optional<Duration> end_of_data(std::size_t experiment) const;

 private:
  void add(const record::RequestRecord& request);

  Document document_;
  verdict::Trails trails_;
  std::vector<std::vector<ArmSamples>> arms_;  // by experiment
};

}  // namespace gameday::report::chart
