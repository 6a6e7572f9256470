#pragma once
// The record of one attempt, handed to the sink exactly once: when this dies, however that comes.

#include "http/exchange.hpp"
#include "record/sink.hpp"
#include "rt/world.hpp"

namespace gameday::proxy {

class AttemptLog {
 public:
  AttemptLog(rt::World& world, record::Sink& sink, record::AttemptRecord begun);
  ~AttemptLog();
  AttemptLog(const AttemptLog&) = delete;
  AttemptLog& operator=(const AttemptLog&) = delete;

  record::AttemptRecord& record() { return record_; }
  const record::AttemptRecord& record() const { return record_; }
  /// A response head has gone to the caller.
  void answered(const http::Head& head);
  void ends(record::AttemptEnd end) { record_.end = end; }
  /// As `otherwise`, unless the exchange was stopped: by a client that left, or by the end of the
  /// rig, which leaves the attempt open.
  void ends(rt::Stop& stop, record::AttemptEnd otherwise);

 private:
  rt::World& world_;
  record::Sink& sink_;
  record::AttemptRecord record_;
};

}  // namespace gameday::proxy
