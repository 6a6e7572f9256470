#include "sim/rig/swarm_faults.hpp"

#include <fmt/format.h>

#include "sim/rig/swarm_draws.hpp"

namespace gameday::test {
namespace {

using Words = std::vector<std::string>;

class Faults {
 public:
  Faults(Draws draws, bool refuge, std::uint64_t window_ms)
      : draws_(draws), refuge_(refuge), window_ms_(window_ms) {}

  SwarmFaults list(std::size_t provider, const char* name, std::uint64_t count) {
    SwarmFaults faults;
    for (std::uint64_t fault = 0; fault < count; ++fault) {
      const std::string what = deed();
      // The first match wins: what takes every attempt comes last, and shares stay below a whole.
      const bool all = fault + 1 == count && draws_.percent(40);
      faults.list += fmt::format("      - {{name: fault-{}-{}, into: {}, {}{}{}}}\n", provider,
                                 fault, name, all ? "" : selectors(), window(), what);
    }
    faults.ends_early = ends_early_;
    return faults;
  }

 private:
  std::string selectors() {
    const std::string kind =
        draws_.percent(20) ? fmt::format("stream: {}, ", draws_.percent(70)) : std::string();
    switch (draws_.number(0, 5)) {
      case 0:
        return kind + fmt::format("first: {}, ", draws_.number(1, 20));
      case 1:
        return kind + fmt::format("every: {}, ", draws_.number(2, 6));
      case 2:
        return kind + "sequence: [fail, fail, pass], per: request, ";
      case 3:
        return kind + fmt::format("share: {}%, per: request, ", draws_.number(1, 33));
      default:
        return kind + fmt::format("share: {}%, ", draws_.number(1, 33));
    }
  }

  std::string window() {
    if (draws_.percent(50)) {
      return "";
    }
    const std::uint64_t at = draws_.number(0, window_ms_ - 1000);
    return fmt::format("at: {}ms, for: {}ms, ", at, draws_.number(500, window_ms_ - at));
  }

  std::string deed() {
    switch (draws_.number(0, 12)) {
      case 0:
        return fmt::format("respond: {{status: {}}}",
                           draws_.one_of<int>({500, 502, 503, 504, 520, 529, 408, 409}));
      case 1:
        return limited();
      case 2:
        return for_good();
      case 3:
        return fmt::format("delay: {{headers: {}ms}}", draws_.number(1, 40'000));
      case 4:
        return fmt::format("delay: {{first_event: {}ms, each_event: {}ms}}",
                           draws_.number(1, 10'000), draws_.number(1, 2000));
      case 5:
        return stall();
      case 6:
        return noise();
      case 7:
        return in_band();
      case 8:
        return "fault: " + slug();
      default:  // streams break in more ways than others
        return end();
    }
  }

  std::string limited() {
    if (refuge_ || draws_.percent(70)) {
      return fmt::format("fault: rate-limited, retry_after: {}ms", draws_.number(1, 5000));
    }
    return draws_.one_of<std::string>({"respond: {status: 429, retry_after: none}",
                                       "fault: rate-limited, retry_after: 3600s",
                                       "fault: lying-retry-after"});
  }

  std::string for_good() {
    const std::string held = draws_.percent(30)
                                 ? fmt::format(", delay: {{headers: {}ms}}", draws_.number(1, 2000))
                                 : std::string();
    if (refuge_) {
      return "respond: {status: 503}" + held;
    }
    return fmt::format("respond: {{status: {}}}{}",
                       draws_.one_of<int>({400, 401, 402, 403, 404, 410, 413, 418}), held);
  }

  /// A place inside an answer.
  std::string inside() {
    switch (draws_.number(0, 5)) {
      case 0:
        return fmt::format("after: {} events", draws_.number(0, 30));
      case 1:
        return fmt::format("after: {}B", draws_.number(1, 8000));
      case 2:
        return fmt::format("after: {}ms", draws_.number(1, 1000));
      case 3:
        return draws_.one_of<std::string>({"after: headers", "after: finish", "after: done",
                                           "before: finish", "before: usage", "before: done"});
      default:
        return fmt::format("after: {} deltas", draws_.number(0, 30));
    }
  }

  std::string stall() {
    const std::string where = draws_.percent(15) ? "before: headers" : inside();
    std::string keepalive;
    if (where != "before: headers" && draws_.percent(50)) {
      keepalive = fmt::format(", keepalive: {}, every: {}ms",
                              draws_.percent(50) ? "ping" : "comment", draws_.number(100, 3000));
    }
    const std::string length =
        draws_.percent(70) ? fmt::format(", for: {}ms", draws_.number(10, 30'000)) : "";
    return fmt::format("stall: {{{}{}{}}}", where, length, keepalive);
  }

  std::string end() {
    if (draws_.percent(20)) {
      ends_early_ = true;
      return fmt::format("end: {{before: headers, how: {}}}", draws_.percent(50) ? "reset" : "fin");
    }
    return fmt::format("end: {{{}, how: {}}}", inside(),
                       draws_.one_of<std::string>({"reset", "fin", "clean", "eof"}));
  }

  std::string noise() {
    return fmt::format("insert: {{{}, {}}}", inside(),
                       draws_.one_of<std::string>({"comment: hello", "ping: true"}));
  }

  /// Before the first content it parks or benches a key as its status would.
  std::string in_band() {
    Words errors = {"overloaded", "server", "timeout"};
    if (!refuge_) {
      errors.insert(errors.end(), {"rate-limit", "quota", "bad-key", "context", "content-filter"});
    }
    const std::string where = inside();
    const std::string error = fmt::format(
        "insert: {{{}, error: {}, form: {}}}", where, draws_.one_of(errors),
        draws_.one_of<std::string>({"native", "object", "string", "flat", "vllm", "named"}));
    return draws_.percent(50) ? error + fmt::format(", end: {{{}, how: clean}}", where) : error;
  }

  std::string slug() {
    Words slugs = {"overloaded",       "server-error",        "tar-pit",
                   "no-answer",        "slow-drip",           "stalled-stream",
                   "reset-mid-stream", "cut-mid-stream",      "unfinished-stream",
                   "short-body",       "error-in-stream",     "overloaded-in-stream",
                   "empty-stream",     "open-after-done",     "middlebox-error",
                   "html-page",        "silent-after-headers"};
    if (!refuge_) {
      slugs.insert(slugs.end(), {"rate-limited-no-hint", "out-of-money", "key-revoked",
                                 "account-blocked", "model-retired", "too-large", "error-in-200"});
    }
    return draws_.one_of(slugs);
  }

  Draws draws_;
  bool refuge_;
  std::uint64_t window_ms_;
  bool ends_early_ = false;
};

}  // namespace

SwarmFaults draw_swarm_faults(std::uint64_t seed, std::size_t provider, const char* name,
                              bool refuge, std::uint64_t window_ms) {
  Draws draws(seed, "faults", provider);
  const std::uint64_t count = draws.number(provider == 0 ? 1 : 0, 3);
  return Faults(draws, refuge, window_ms).list(provider, name, count);
}

}  // namespace gameday::test
