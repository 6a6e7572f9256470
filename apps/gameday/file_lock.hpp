#pragma once
// A lock that the kernel frees when the process that holds it is gone, however it went: flock(2) on
// a file. The file stays; what stands in it says who holds the lock, and means nothing without it.

#include <optional>
#include <string>

namespace gameday::app {

class FileLock {
 public:
  enum class Mode { exclusive, shared };

  FileLock() = default;
  ~FileLock();
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock& operator=(FileLock&& other) noexcept;

  /// Never waits. Held afterwards, or somebody else has it, or the file cannot be locked at all.
  struct Taken;
  static Taken take(const std::string& path, Mode mode, const std::string& holder);

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

struct FileLock::Taken {
  std::optional<FileLock> lock;
  std::string held_by;  // what the other one wrote, one line
  std::string problem;  // of the file system
};

inline constexpr std::size_t longest_holder = 512;  // bytes that are read of the other one's line

}  // namespace gameday::app
