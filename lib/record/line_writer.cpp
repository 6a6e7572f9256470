#include "record/line_writer.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gameday::record {
namespace {

constexpr const char* standard_output = "-";

int open_file(const std::string& path, int more = 0) {
  constexpr int mode = 0640;  // what people ask is not for everybody
  return path == standard_output
             ? STDOUT_FILENO
             : ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | more, mode);
}

/// Where nobody reads a FIFO it fails: whoever asks serves requests and waits for no reader.
int open_at_once(const std::string& path) {
  const int file = open_file(path, O_NONBLOCK);
  if (file > STDERR_FILENO) {
    ::fcntl(file, F_SETFL, O_APPEND);  // the writer may wait
  }
  return file;
}

void close_file(int file) {
  if (file > STDERR_FILENO) {
    ::close(file);
  }
}

/// Somebody was cut off in the middle of one, by a full disk or by the end of the machine.
bool ends_within_a_line(const std::string& path) {
  struct stat about {};
  char last = '\n';
  if (path == standard_output || ::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode) ||
      about.st_size == 0) {
    return false;
  }
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return false;
  }
  const bool read = ::pread(file, &last, 1, about.st_size - 1) == 1;
  ::close(file);
  return read && last != '\n';
}

/// How many of the bytes the file has taken: all, until it takes no more.
std::size_t write_some(int file, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t wrote = ::write(file, bytes.data() + done, bytes.size() - done);
    if (wrote == 0 || (wrote < 0 && errno != EINTR)) {
      break;
    }
    done += wrote > 0 ? static_cast<std::size_t>(wrote) : 0;
  }
  return done;
}

/// Whoever reads our stdout may leave (`| head`): that costs lines, and not the process. The signal
/// is the writing thread's own, so it is enough to block it there; a console that writes to the
/// same pipe has to see to itself.
void outlive_the_reader() {
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
}

}  // namespace

LineWriter::LineWriter(std::string path, std::size_t most)
    : path_(std::move(path)), most_(most), file_(open_file(path_)) {
  if (file_ < 0) {
    failure_ = std::strerror(errno);
    closed_ = true;
    return;
  }
  rest_ = ends_within_a_line(path_) ? "\n" : "";
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

std::string LineWriter::reopen() {
  const int file = open_at_once(path_);
  if (file < 0) {
    return std::strerror(errno);
  }
  const std::lock_guard lock(mutex_);
  if (closed_) {
    close_file(file);
    return {};
  }
  close_file(std::exchange(next_file_, file));
  before_next_ = queue_.size();
  wake_.notify_one();
  return {};
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
  outlive_the_reader();
  for (;;) {
    std::vector<std::string> batch;
    int next = -1;
    std::size_t before = 0;
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return closed_ || next_file_ >= 0 || !queue_.empty(); });
      batch.swap(queue_);
      queued_bytes_ = 0;
      next = std::exchange(next_file_, -1);
      before = before_next_;
    }
    if (batch.empty() && next < 0) {
      break;
    }
    Batch lines(batch);
    if (next >= 0) {
      write_batch(lines.first(before));
      change_to(next);
      lines = lines.subspan(before);
    }
    write_batch(lines);
  }
  leave();
}

/// Whole lines and the rest of one, as many as the file takes.
void LineWriter::write_batch(Batch batch) {
  std::string bytes = std::exchange(rest_, {});
  std::size_t end = bytes.size();  // of what has been looked at
  for (const std::string& line : batch) {
    bytes += line;
  }
  const std::size_t done = write_some(file_, bytes);
  if (done < end) {
    rest_ = bytes.substr(done, end - done);
    drop(batch.size());
    return;
  }
  while (!batch.empty() && end + batch.front().size() <= done) {
    end += batch.front().size();
    batch = batch.subspan(1);
  }
  if (done > end) {
    rest_ = batch.front().substr(done - end);
    batch = batch.subspan(1);
  }
  drop(batch.size());
}

void LineWriter::drop(std::size_t lines) {
  const std::lock_guard lock(mutex_);
  dropped_ += lines;
}

void LineWriter::change_to(int file) {
  if (file != file_) {
    leave();
    close_file(std::exchange(file_, file));
    rest_ = ends_within_a_line(path_) ? "\n" : "";
  }
}

/// A line that the file has in part is lost, unless just its end is missing.
void LineWriter::leave() {
  write_batch({});
  drop(std::exchange(rest_, {}).size() > 1 ? 1 : 0);
}

}  // namespace gameday::record
