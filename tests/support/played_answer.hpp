#pragma once
// One answer played through an AnswerMachine in a time of its own, written down as what the client
// sees: `0s "data…" | 5s "…" | end reset`. Bytes that come at the same time are one piece.

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "faults/answer_machine.hpp"
#include "llm/openai_stream.hpp"

namespace gameday::test {

/// What a source says, and when; then it ends.
struct Script {
  std::vector<std::pair<Duration, std::string>> pieces;
  Duration end{};
};

inline Script at_once(std::string text) {
  return Script{{{0s, std::move(text)}}, 0s};
}

/// OpenAI's, as short as it can be: deltas are told by their content alone.
inline std::string delta(const std::string& text) {
  return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\n\n";
}

struct PlayedAnswer {
  std::string seen;   // as above
  std::string bytes;  // all of them
  std::string reached;
  std::string bypassed;
  std::size_t steps = 0;
};

class AnswerPlayer {
 public:
  AnswerPlayer(const faults::Deed& deed, const faults::AnswerHead& head)
      : machine_(deed, head, faults::draw_waits(deed, Rng(1))) {}

  std::optional<std::uint64_t> announced;
  std::size_t heal_before_step = static_cast<std::size_t>(-1);

  PlayedAnswer play(const Script& script) {
    announced = machine_.announce();
    machine_.start(now_);
    bool over = false;
    while (!over) {
      if (played_.steps++ == heal_before_step) {
        machine_.heal();
      }
      over = !take(machine_.next(now_), script);
    }
    flush();
    played_.reached = machine_.reached();
    played_.bypassed = machine_.bypassed();
    return played_;
  }

 private:
  using What = faults::Step::What;

  bool take(const faults::Step& step, const Script& script) {
    switch (step.what) {
      case What::write:
        played_.bytes += step.bytes;
        together_ += step.bytes;
        return true;
      case What::wait:
        flush();
        if (step.until == never) {
          say("silence");
          return false;
        }
        now_ = step.until;
        return true;
      case What::more:
        return feed(step, script);
      case What::end:
        flush();
        say("end " + std::string(how_words[static_cast<std::size_t>(step.how)]));
        return false;
      case What::over:
        flush();
        say("over");
        return false;
    }
    return false;
  }

  bool feed(const faults::Step& step, const Script& script) {
    const bool ends = fed_ == script.pieces.size();
    const TimePoint at = run_start + (ends ? script.end : script.pieces[fed_].first);
    const TimePoint come = std::max(now_, at);
    if (come > now_) {
      flush();
    }
    now_ = std::min(come, step.until);
    if (now_ < come) {
      return true;
    }
    if (ends) {
      machine_.finish();
    } else {
      machine_.push(script.pieces[fed_].second);
      ++fed_;
    }
    return true;
  }

  void flush() {
    if (!together_.empty()) {
      say('"' + together_ + '"');
      together_.clear();
    }
  }
  void say(const std::string& what) {
    played_.seen += fmt::format("{}{} {}", played_.seen.empty() ? "" : " | ",
                                gameday::to_text(now_ - run_start), what);
  }

  static constexpr std::string_view how_words[] = {"reset", "fin", "clean", "eof"};
  faults::AnswerMachine machine_;
  PlayedAnswer played_;
  std::string together_;
  std::size_t fed_ = 0;
  TimePoint now_ = run_start;
};

inline PlayedAnswer play(const faults::Deed& deed, const faults::AnswerHead& head,
                         const Script& script) {
  AnswerPlayer player(deed, head);
  return player.play(script);
}

inline faults::AnswerHead stream_head() {
  faults::AnswerHead head;
  head.dialect = llm::Dialect::openai;
  head.streamed = true;
  return head;
}
inline faults::AnswerHead unary_head(std::uint64_t length) {
  faults::AnswerHead head;
  head.dialect = llm::Dialect::openai;
  head.length = length;
  return head;
}

inline faults::Point point(faults::Point::Unit unit, std::uint64_t count = 0, bool before = false) {
  faults::Point made;
  made.unit = unit;
  made.count = count;
  made.before = before;
  return made;
}
inline faults::Point at_time(Duration time) {
  faults::Point made;
  made.unit = faults::Point::Unit::time;
  made.time = time;
  return made;
}
inline faults::Point at_part(Ratio part) {
  faults::Point made;
  made.unit = faults::Point::Unit::percent;
  made.part = part;
  return made;
}
inline faults::Deed cut_at(const faults::Point& at, faults::Cut::How how) {
  faults::Deed deed;
  deed.cut = faults::Cut{at, how};
  return deed;
}
inline faults::Deed stall_at(const faults::Point& at, Duration length) {
  faults::Deed deed;
  faults::Stall stall;
  stall.point = at;
  stall.length = length;
  deed.stalls.push_back(stall);
  return deed;
}

}  // namespace gameday::test
