#pragma once
// Gives an answer to the client the way a deed wants it: reads the source, asks the machine what
// comes next, writes, waits and ends the connection. The log and the hit are told how it went.

#include <optional>
#include <string>

#include "faults/answer_machine.hpp"
#include "proxy/attempt/answer_source.hpp"
#include "proxy/attempt/attempt_log.hpp"
#include "proxy/attempt/frame.hpp"
#include "proxy/attempt/heal_watch.hpp"
#include "proxy/attempt/hit.hpp"

namespace gameday::proxy {

class HitAnswer {
 public:
  /// For a deed without misfit().
  HitAnswer(Shared& shared, http::Exchange& exchange, AttemptLog& log, Hit& hit,
            const HealWatch& watch);

  /// All of it; `head` belongs to `source`.
  rt::awaitable<void> give(AnswerSource& source, faults::AnswerHead head,
                           const faults::Waits& waits);

 private:
  enum class Next : std::uint8_t { go_on, over };

  rt::awaitable<bool> gather(AnswerSource& source);
  rt::awaitable<Next> do_step(const faults::Step& step, AnswerSource& source,
                              faults::AnswerMachine& machine);
  rt::awaitable<void> feed(TimePoint until, AnswerSource& source, faults::AnswerMachine& machine);
  rt::awaitable<void> end(faults::Cut::How how);
  rt::awaitable<void> end_as_the_source(const faults::AnswerMachine& machine);
  void add(const faults::Step& step);
  void end_piece();
  bool goes_out(const faults::Step& step) const;
  std::size_t next_write(std::string_view rest);
  rt::awaitable<Next> flush_all();
  rt::awaitable<error_code> flush();
  void client_left();

  Shared& shared_;
  http::Exchange& exchange_;
  AttemptLog& log_;
  Hit& hit_;
  const HealWatch& watch_;
  const rt::Bound bound_;  // the client's leaving and the end of the rig; no time of its own
  std::string gathered_;   // of the body, before its length was known
  bool gathered_given_ = true;
  std::optional<SourcePart> last_;  // how the source ended
  std::optional<Frame> frame_;
  const http::Head* head_ = nullptr;      // until it has gone out
  std::string out_;                       // not yet written
  std::string piece_;                     // not yet framed: one chunk, when it is whole
  std::optional<faults::Cutter> cutter_;  // of framed bytes
  Duration gap_{};                        // … between two of its pieces, at least:
  TimePoint next_piece_{};                // … the next one may not begin before
};

}  // namespace gameday::proxy
