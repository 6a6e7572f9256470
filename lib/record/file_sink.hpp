#pragma once
// The sink of the real world: a bounded queue to one writer thread, so that a slow disk never
// delays a request. Any thread may call it. A record that finds the queue full, or that the disk
// did not take, is counted as dropped, which makes a verdict inconclusive.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "record/journal.hpp"
#include "record/sink.hpp"

namespace gameday::record {

class FileSink final : public Sink {
 public:
  // 65,536 records are some 20 MB: a second of 60,000 records while the disk stands still.
  static constexpr std::size_t default_capacity = 65'536;

  /// `next` also gets every record that was not refused, on the writer thread; it outlives this.
  FileSink(const std::string& folder, Cast cast, Sink* next = nullptr,
           std::size_t capacity = default_capacity);
  ~FileSink() override;

  void request(const RequestRecord& record) noexcept override;
  void attempt(const AttemptRecord& record) noexcept override;
  void event(const Event& event) noexcept override;

  /// Writes what is queued and joins the writer. Later records are dropped. May be called twice;
  /// only after it may `next` be read.
  void close();

  std::uint64_t dropped() const;
  std::string failure() const;

 private:
  using Item = std::variant<RequestRecord, AttemptRecord, Event>;
  void put(Item item) noexcept;
  void write_until_closed();
  void write_batch(const std::vector<Item>& batch);

  Journal journal_;  // writer thread only, until close()
  Sink* next_;
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Item> queue_;  // under mutex_, as all below
  std::uint64_t dropped_ = 0;
  std::string failure_;
  bool closed_ = false;
  std::jthread writer_;  // last: it starts when all the rest is there
};

}  // namespace gameday::record
