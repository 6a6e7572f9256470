#include "file_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/one_line.hpp"

namespace gameday::app {
namespace {

std::string holder_in(int descriptor) {
  std::array<char, longest_holder> room{};
  const ssize_t read = pread(descriptor, room.data(), room.size(), 0);
  const std::size_t length = read > 0 ? static_cast<std::size_t>(read) : 0;
  const std::string_view text(room.data(), length);
  const std::string line = one_line(text.substr(0, text.find('\n')), longest_holder);
  return line.empty() ? "a process that has not said which" : line;
}

// Who cannot say so still holds the lock: nothing hangs on this line.
void say_who(int descriptor, const std::string& holder) {
  const std::string line = holder + '\n';
  if (ftruncate(descriptor, 0) == 0) {
    [[maybe_unused]] const ssize_t written = pwrite(descriptor, line.data(), line.size(), 0);
  }
}

}  // namespace

FileLock::~FileLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FileLock::Taken FileLock::take(const std::string& path, Mode mode, const std::string& holder) {
  Taken taken;
  // O_CLOEXEC: a hook's command must not keep the lock when the run is gone.
  FileLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock.descriptor_ < 0) {
    taken.problem = fmt::format("cannot open the lock {}: {}", path, std::strerror(errno));
    return taken;
  }
  const int kind = mode == Mode::exclusive ? LOCK_EX : LOCK_SH;
  int locked = 0;
  do {
    locked = flock(lock.descriptor_, kind | LOCK_NB);
  } while (locked != 0 && errno == EINTR);
  if (locked == 0) {
    say_who(lock.descriptor_, holder);
    taken.lock = std::move(lock);
  } else if (errno == EWOULDBLOCK) {
    taken.held_by = holder_in(lock.descriptor_);
  } else {
    taken.problem = fmt::format("cannot lock {}: {}", path, std::strerror(errno));
  }
  return taken;
}

}  // namespace gameday::app
