#pragma once
// Benchmarks as ratios: each subject runs beside a control that does the least there is to do, and
// the table at the end says how many times as long the subject takes. A shared machine is noisy;
// both alternate and the best of their rounds is compared, in CPU time.
//
//   ratios.add("read an event", [&] { return reader.read(bytes); },
//              "look for its end", [&] { return std::memchr(...); });
//   return ratios.run(argc, argv);

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

namespace gameday::test {

class BenchRatios {
 public:
  /// A body takes the State and runs its loop.
  template <class Body, class Control>
  void add_bodies(const std::string& what, Body body, const std::string& control_what,
                  Control control) {
    pairs_.emplace_back(what, what + " / " + control_what);
    benchmark::RegisterBenchmark(pairs_.back().first.c_str(), body);
    benchmark::RegisterBenchmark(pairs_.back().second.c_str(), control);
  }

  /// A function is called once a round; what it returns is kept from the optimiser.
  template <class Subject, class Control>
  void add(const std::string& what, Subject subject, const std::string& control_what,
           Control control) {
    add_bodies(what, looped(std::move(subject)), control_what, looped(std::move(control)));
  }

  int run(int argc, char** argv) {
    std::vector<std::string> words{argv[0], "--benchmark_enable_random_interleaving=true",
                                   "--benchmark_repetitions=5", "--benchmark_min_time=0.05"};
    words.insert(words.end(), argv + 1, argv + argc);  // the last of a kind counts
    std::vector<char*> pointers;
    for (std::string& word : words) {
      pointers.push_back(word.data());
    }
    int count = static_cast<int>(pointers.size());
    benchmark::Initialize(&count, pointers.data());
    if (benchmark::ReportUnrecognizedArguments(count, pointers.data())) {
      return 1;
    }
    Best best;
    benchmark::RunSpecifiedBenchmarks(&best);
    return best.failed || !print(best.times) ? 1 : 0;
  }

 private:
  struct Best : benchmark::BenchmarkReporter {
    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
      for (const Run& run : runs) {
        failed = failed || run.error_occurred;
        if (run.run_type == Run::RT_Iteration && run.iterations > 0) {
          const double time = run.cpu_accumulated_time / static_cast<double>(run.iterations);
          const auto [at, fresh] = times.emplace(run.run_name.function_name, time);
          at->second = std::min(at->second, time);
        }
      }
    }
    std::map<std::string, double> times;  // seconds a round
    bool failed = false;
  };

  template <class Function>
  static auto looped(Function function) {
    return [function = std::move(function)](benchmark::State& state) mutable {
      for ([[maybe_unused]] auto round : state) {
        benchmark::DoNotOptimize(function());
      }
    };
  }

  // False: nothing was measured.
  bool print(const std::map<std::string, double>& times) const {
    bool any = false;
    for (const auto& [what, control] : pairs_) {
      const auto subject = times.find(what);
      const auto least = times.find(control);
      if (subject == times.end() || least == times.end()) {
        continue;  // filtered out
      }
      any = true;
      fmt::print("{:>8.1f} x  {:<64} {:>10.1f} ns / {:>8.1f} ns\n",
                 subject->second / std::max(least->second, 1e-12), control, subject->second * 1e9,
                 least->second * 1e9);
    }
    return any;
  }

  std::vector<std::pair<std::string, std::string>> pairs_;
};

}  // namespace gameday::test
