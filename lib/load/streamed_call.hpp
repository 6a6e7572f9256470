#pragma once
// One call for a streamed answer, read as it comes: memory for one event, however long the answer.

#include <memory>
#include <optional>

#include "http/client.hpp"
#include "load/leaving.hpp"
#include "load/stream_reading.hpp"
#include "load/target.hpp"
#include "rt/world.hpp"

namespace gameday::load {

// After [DONE] a client has its answer; so long it waits for the body's end, to use the connection
// again and not to look like one that left. More than a round trip, less than anybody notices.
inline constexpr Duration stream_end_wait = 1s;
// Of an answer that is no stream: enough for any error object. The rest is read and dropped.
inline constexpr std::size_t no_stream_kept = 64 * 1024;

class StreamedCall {
 public:
  /// `leaving`: the client was told to leave; it outlives this.
  StreamedCall(rt::World& world, http::Pool& pool, llm::Dialect dialect,
               const Leaving* leaving = nullptr);
  ~StreamedCall();

  /// Fills `record`, `ended` included; it outlives this.
  rt::awaitable<void> run(Request request, rt::Bound bound, record::RequestRecord& record);
  /// Once the record is written: leaves the connection as a client would.
  rt::awaitable<void> leave(rt::Bound bound);

 private:
  using Error = std::optional<http::CallError>;

  rt::awaitable<Error> read_events(rt::Bound bound);
  rt::awaitable<Error> read_other(rt::Bound bound, std::string& body);
  bool seen_enough() const;
  void note(record::RequestRecord& record, const Error& error);

  rt::World& world_;
  http::Pool& pool_;
  const llm::Dialect dialect_;
  StreamReading reading_;
  std::unique_ptr<http::Call> call_;
  const Leaving* leaving_;
  bool leaves_ = false;
  bool body_ended_ = false;
};

}  // namespace gameday::load
