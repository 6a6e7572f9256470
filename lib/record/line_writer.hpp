#pragma once
// Lines into a file: a bounded queue to one writer thread, so that a slow disk never delays a
// request. Any thread may call it. A line that finds the queue full, or that the disk did not take,
// is counted as dropped; the writer goes on with the next. Of a line that the disk took in part the
// rest is written first when there is room again, so that no line is glued to another.

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <span>
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
  /// What is queued goes where it went; what comes goes into the file that has the name now. For
  /// whoever has moved the file away. Why it could not be opened, then the old one goes on; empty:
  /// it could.
  std::string reopen();
  /// Writes what is queued and joins the writer. Later lines are dropped. May be called twice.
  void close() noexcept;

 private:
  using Batch = std::span<const std::string>;

  void write_until_closed();
  void write_batch(Batch batch);
  void drop(std::size_t lines);
  void change_to(int file);
  void leave();

  const std::string path_;
  std::string failure_;
  const std::size_t most_;
  int file_ = -1;     // this and the next: writer thread only, once that runs
  std::string rest_;  // to be written first: what is left of a line that the file has in part
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::string> queue_;  // under mutex_, as all below
  std::size_t queued_bytes_ = 0;
  std::uint64_t dropped_ = 0;
  int next_file_ = -1;           // opened, for the writer to go on with …
  std::size_t before_next_ = 0;  // … behind so many lines of the queue
  bool closed_ = false;
  std::jthread writer_;  // last: it starts when all the rest is there
};

}  // namespace gameday::record
