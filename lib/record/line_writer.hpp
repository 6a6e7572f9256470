#pragma once
// Lines into a file: a bounded queue to one writer thread, so that a slow disk never delays a
// request. Any thread may call it. A line that finds the queue full, or that the disk did not take,
// is counted as dropped; the writer goes on with the next.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "record/lines.hpp"

namespace gameday::record {

class LineWriter final : public Lines {
 public:
  // Some seconds of a busy gateway, while the disk stands still.
  static constexpr std::size_t lines_most = 65'536;
  static constexpr std::size_t bytes_most = 64 * 1024 * 1024;

  /// Appends to `path`; `-` is stdout.
  explicit LineWriter(std::string path, std::size_t most = lines_most);
  ~LineWriter() override;

  /// Why it could not be opened; empty: it could. Nothing is written then.
  const std::string& failure() const { return failure_; }
  void add(std::string line) noexcept override;
  std::uint64_t dropped() const override;
  /// What is queued goes where it went; what comes goes into the file that has the name now. When
  /// that cannot be opened, the old one goes on. For whoever has moved the file away.
  void reopen() noexcept;
  /// Writes what is queued and joins the writer. Later lines are dropped. May be called twice.
  void close() noexcept;

 private:
  void write_until_closed();
  void open_again();
  bool write_all(const std::string& bytes) const;

  const std::string path_;
  int file_ = -1;  // writer thread only, once that runs
  std::string failure_;
  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::string> queue_;  // under mutex_, as all below
  std::size_t queued_bytes_ = 0;
  std::uint64_t dropped_ = 0;
  bool reopen_ = false;
  bool closed_ = false;
  std::jthread writer_;  // last: it starts when all the rest is there
};

}  // namespace gameday::record
