// What a row is held against when there is no contract: the config's own limits, and the three
// things that no gateway may do.
#include <fmt/format.h>

#include "base/units.hpp"
#include "verdict/matrix.hpp"

namespace gameday::verdict {
namespace {

using record::Outcome;

// Network, processing and the mock's own pace are not in what a config says: 10 % and a quarter of
// a second are far above them on loopback, and far below any limit that somebody declares.
constexpr Duration slack_least = 250ms;
constexpr int slack_part = 10;

bool beyond(Duration did, Duration says) {
  return says != forever && did > says + says / slack_part + slack_least;
}

/// `4.05 s`, cut where nobody looks any more.
std::string words(Duration time) {
  return time == forever ? "for ever" : fmt::format("{:.2f} s", to_seconds(time));
}

std::string outcome_words(const Measurement& did) {
  if (did.outcome == Outcome::http_4xx || did.outcome == Outcome::http_429 ||
      did.outcome == Outcome::http_5xx) {
    return fmt::format("{}", did.status);
  }
  return record::to_text(did.outcome);
}

class Rules {
 public:
  explicit Rules(MatrixCell& cell) : cell_(cell), did_(*cell.measured) {}

  void judge() {
    never_hang();
    never_hide();
    if (cell_.control) {
      leave_the_healthy_alone();
    }
    if (cell_.connections) {
      cell_.findings.push_back({Standing::not_observable, "attempts", {}});
    }
    if (cell_.declared) {
      attempts();
      fallback();
      time();
      hints();
      departure();
    }
  }

 private:
  void broken(std::string promise, std::string sentence) {
    cell_.findings.push_back({Standing::broken, std::move(promise), std::move(sentence)});
  }
  void held(std::string promise) {
    cell_.findings.push_back({Standing::held, std::move(promise), {}});
  }
  void judged(const char* promise, std::string sentence) {
    if (sentence.empty()) {
      held(promise);
    } else {
      broken(promise, std::move(sentence));
    }
  }

  void never_hang() {
    judged("no hang",
           did_.hang() ? fmt::format("hangs: the client gave up after {}", words(did_.took)) : "");
  }

  void never_hide() {
    judged(
        "no silent break",
        did_.silently_broken()
            ? fmt::format("passes a broken answer on as if it were whole ({}{}{})",
                          record::to_text(did_.outcome), did_.error.empty() ? "" : ": ", did_.error)
            : "");
  }

  void leave_the_healthy_alone() {
    std::string sentence;
    if (did_.outcome != Outcome::ok) {
      sentence = fmt::format("fails ({}) although nothing is wrong", outcome_words(did_));
    } else if (did_.degraded) {
      sentence = fmt::format("leaves a healthy provider for {}", did_.answered_by);
    } else if (did_.tries.size() != 1) {
      sentence = fmt::format("makes {} attempts although nothing is wrong", did_.tries.size());
    }
    judged("controls pass", std::move(sentence));
  }

  void attempts() {
    if (cell_.connections) {
      return;
    }
    const std::uint32_t says = cell_.declared->attempts;
    judged("the config's attempts", did_.tries.size() > says
                                        ? fmt::format("says at most {} attempt{}, makes {}", says,
                                                      says == 1 ? "" : "s", did_.tries.size())
                                        : "");
  }

  void fallback() {
    if (cell_.connections || cell_.control) {
      return;
    }
    const auto& says = cell_.declared->failover;
    std::string sentence;
    if (says && !did_.failover && !did_.hang() && did_.answered_by.empty()) {
      sentence = fmt::format("says the fallback comes ({}), but nobody else was asked",
                             cell_.declared->failover_words);
    } else if (!says && did_.failover) {
      sentence = "says it does not fall over, but asks somebody else";
    } else if (says && did_.failover && beyond(*did_.failover, *says)) {
      sentence =
          fmt::format("says {} until the fallback, waits {}", words(*says), words(*did_.failover));
    }
    judged("the config's fallback", std::move(sentence));
  }

  void time() {
    const Duration says = cell_.declared->time;
    judged("the config's time",
           !did_.hang() && !cell_.control && beyond(did_.took, says)
               ? fmt::format("says {} at most, takes {}", words(says), words(did_.took))
               : "");
  }

  void hints() {
    const bool disobeys = did_.hint == Hint::capped || did_.hint == Hint::ignored;
    judged("the config's Retry-After",
           cell_.declared->obeys_hints && disobeys
               ? "says it honours Retry-After, but comes back to a key before its time is over"
               : "");
  }

  void departure() {
    if (did_.outcome == Outcome::left) {
      judged("a client that leaves", did_.upstream == Upstream::ran_on
                                         ? "lets the provider work on for a client that has left"
                                         : "");
    }
  }

  MatrixCell& cell_;
  const Measurement& did_;
};

}  // namespace

void judge_by_config(MatrixCell& cell) {
  if (!cell.measured || !cell.why_not.empty()) {
    cell.findings.push_back({Standing::unclear, "measured", cell.why_not});
    return;
  }
  Rules(cell).judge();
}

}  // namespace gameday::verdict
