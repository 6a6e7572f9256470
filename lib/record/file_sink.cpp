#include "record/file_sink.hpp"

#include <utility>

namespace gameday::record {
namespace {

void pass_on(Sink& to, const RequestRecord& record) {
  to.request(record);
}
void pass_on(Sink& to, const AttemptRecord& record) {
  to.attempt(record);
}
void pass_on(Sink& to, const Event& event) {
  to.event(event);
}

}  // namespace

FileSink::FileSink(const std::string& folder, Cast cast, Sink* next, std::size_t capacity)
    : journal_(folder, std::move(cast)),
      next_(next),
      capacity_(capacity),
      failure_(journal_.failure()),
      writer_([this] { write_until_closed(); }) {}

FileSink::~FileSink() {
  close();
}

void FileSink::request(const RequestRecord& record) noexcept {
  put(record);
}

void FileSink::attempt(const AttemptRecord& record) noexcept {
  put(record);
}

void FileSink::event(const Event& event) noexcept {
  put(event);
}

void FileSink::put(Item item) noexcept {
  const std::lock_guard lock(mutex_);
  if (closed_ || queue_.size() >= capacity_) {
    ++dropped_;
    return;
  }
  queue_.push_back(std::move(item));
  if (queue_.size() == 1) {
    wake_.notify_one();
  }
}

// Takes the whole queue at a time and writes it at once: what is recorded is in the kernel's hands
// as soon as the disk has taken the batch before it.
void FileSink::write_until_closed() {
  std::vector<Item> batch;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return closed_ || !queue_.empty(); });
      if (queue_.empty()) {
        return;
      }
      batch.clear();
      batch.swap(queue_);
    }
    write_batch(batch);
  }
}

void FileSink::write_batch(const std::vector<Item>& batch) {
  for (const Item& item : batch) {
    std::visit([&](const auto& record) { journal_.add(record); }, item);
  }
  journal_.write();
  if (!journal_.failure().empty()) {
    const std::lock_guard lock(mutex_);
    failure_ = journal_.failure();
    dropped_ += batch.size();
  }
  if (next_ != nullptr) {
    for (const Item& item : batch) {
      std::visit([&](const auto& record) { pass_on(*next_, record); }, item);
    }
  }
}

void FileSink::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    wake_.notify_one();
  }
  if (writer_.joinable()) {
    writer_.join();
  }
}

std::uint64_t FileSink::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

std::string FileSink::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

}  // namespace gameday::record
