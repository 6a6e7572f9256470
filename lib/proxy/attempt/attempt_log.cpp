#include "proxy/attempt/attempt_log.hpp"

#include "base/marker.hpp"
#include "llm/error_words.hpp"
#include "record/capped.hpp"

namespace gameday::proxy {

using record::AttemptEnd;

AttemptLog::AttemptLog(rt::World& world, record::Sink& sink, record::AttemptRecord begun)
    : world_(world), sink_(sink), record_(std::move(begun)) {
  record_.arrived = world_.now();
  record_.end = AttemptEnd::open;
}

AttemptLog::~AttemptLog() {
  if (record_.ordinal == probe_ordinal) {
    return;  // no request of the plan
  }
  record_.ended = world_.now();
  record_.model = record::capped(record_.model);
  sink_.attempt(record_);
}

void AttemptLog::answered(const http::Head& head) {
  record_.answered = world_.now();
  record_.status = head.status;
  record_.retry_after = llm::read_retry_after(head.fields, world_.clock.wall());
}

void AttemptLog::ends(rt::Stop& stop, AttemptEnd otherwise) {
  if (stop.requested()) {
    record_.end = stop.why() == rt::Why::client_gone ? AttemptEnd::client_left : AttemptEnd::open;
  } else {
    record_.end = otherwise;
  }
}

}  // namespace gameday::proxy
