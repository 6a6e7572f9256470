#include "record/journal.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "record/jsonl.hpp"

namespace gameday::record {

Journal::Journal(const std::string& folder, Cast cast) : cast_(std::move(cast)) {
  constexpr std::array names = {requests_file, attempts_file, events_file};
  for (std::size_t at = 0; at < files_.size(); ++at) {
    File& file = files_[at];
    file.path = folder + '/' + names[at];
    file.descriptor = ::open(file.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file.descriptor < 0) {
      fail(file, errno);
    }
  }
}

Journal::~Journal() {
  write();
  for (const File& file : files_) {
    if (file.descriptor >= 0) {
      ::close(file.descriptor);
    }
  }
}

void Journal::add(const RequestRecord& record) {
  append_line(files_[0].pending, record, cast_);
}

void Journal::add(const AttemptRecord& record) {
  append_line(files_[1].pending, record, cast_);
}

void Journal::add(const Event& event) {
  append_line(files_[2].pending, event, cast_);
}

void Journal::write() {
  for (File& file : files_) {
    flush(file);
  }
}

void Journal::flush(File& file) {
  std::size_t done = 0;
  while (failure_.empty() && done < file.pending.size()) {
    const ssize_t n =
        ::write(file.descriptor, file.pending.data() + done, file.pending.size() - done);
    if (n > 0) {
      done += static_cast<std::size_t>(n);
    } else if (n == 0 || errno != EINTR) {
      fail(file, n == 0 ? ENOSPC : errno);
    }
  }
  file.pending.clear();
}

void Journal::fail(const File& file, int error) {
  if (failure_.empty()) {
    failure_ = file.path + ": " + std::generic_category().message(error);
  }
}

}  // namespace gameday::record
