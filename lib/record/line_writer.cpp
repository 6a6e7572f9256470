#include "record/line_writer.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace gameday::record {
namespace {

constexpr const char* standard_output = "-";

int open_file(const std::string& path) {
  constexpr int mode = 0640;  // what people ask is not for everybody
  return path == standard_output
             ? STDOUT_FILENO
             : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode);
}

void close_file(int file) {
  if (file > STDERR_FILENO) {
    ::close(file);
  }
}

}  // namespace

LineWriter::LineWriter(std::string path, std::size_t most)
    : path_(std::move(path)), file_(open_file(path_)), most_(most) {
  if (file_ < 0) {
    failure_ = std::strerror(errno);
    closed_ = true;
    return;
  }
  writer_ = std::jthread([this] { write_until_closed(); });
}

LineWriter::~LineWriter() {
  close();
  close_file(file_);
}

void LineWriter::add(std::string line) noexcept {
  const std::lock_guard lock(mutex_);
  if (closed_ || queue_.size() >= most_ || queued_bytes_ + line.size() > bytes_most) {
    ++dropped_;
    return;
  }
  queued_bytes_ += line.size();
  queue_.push_back(std::move(line));
  if (queue_.size() == 1) {
    wake_.notify_one();
  }
}

std::uint64_t LineWriter::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LineWriter::reopen() noexcept {
  const std::lock_guard lock(mutex_);
  reopen_ = true;
  wake_.notify_one();
}

void LineWriter::close() noexcept {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    wake_.notify_one();
  }
  if (writer_.joinable()) {
    writer_.join();
  }
}

// Takes the whole queue at a time and writes it at once.
void LineWriter::write_until_closed() {
  for (;;) {
    std::vector<std::string> batch;
    bool again = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return closed_ || reopen_ || !queue_.empty(); });
      batch.swap(queue_);
      queued_bytes_ = 0;
      again = std::exchange(reopen_, false);
      if (batch.empty() && !again) {
        return;
      }
    }
    std::string bytes;
    for (const std::string& line : batch) {
      bytes += line;
    }
    if (!write_all(bytes)) {
      const std::lock_guard lock(mutex_);
      dropped_ += batch.size();
    }
    if (again) {
      open_again();
    }
  }
}

void LineWriter::open_again() {
  const int file = open_file(path_);
  if (file >= 0 && file != file_) {
    close_file(std::exchange(file_, file));
  }
}

bool LineWriter::write_all(const std::string& bytes) const {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(file_, bytes.data() + done, bytes.size() - done);
    if (wrote < 0 && errno != EINTR) {
      return false;
    }
    done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0;
  }
  return true;
}

}  // namespace gameday::record
