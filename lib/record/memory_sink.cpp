#include "record/memory_sink.hpp"

namespace gameday::record {

void MemorySink::request(const RequestRecord& record) noexcept {
  records_.requests.push_back(record);
}

void MemorySink::attempt(const AttemptRecord& record) noexcept {
  records_.attempts.push_back(record);
}

void MemorySink::event(const Event& event) noexcept {
  records_.events.push_back(event);
}

}  // namespace gameday::record
