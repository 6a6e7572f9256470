#include "record/direct_sink.hpp"

#include <utility>

namespace gameday::record {

DirectSink::DirectSink(const std::string& folder, Cast cast, Sink* next)
    : journal_(folder, std::move(cast)), next_(next) {}

template <class Record>
void DirectSink::put(const Record& record) noexcept {
  journal_.add(record);
  journal_.write();
  if (!journal_.failure().empty()) {
    ++dropped_;
  }
}

void DirectSink::request(const RequestRecord& record) noexcept {
  put(record);
  if (next_ != nullptr) {
    next_->request(record);
  }
}

void DirectSink::attempt(const AttemptRecord& record) noexcept {
  put(record);
  if (next_ != nullptr) {
    next_->attempt(record);
  }
}

void DirectSink::event(const Event& event) noexcept {
  put(event);
  if (next_ != nullptr) {
    next_->event(event);
  }
}

}  // namespace gameday::record
