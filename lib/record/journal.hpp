#pragma once
// The three files of a run folder, open for appending. Lines are written when write() is called, so
// a crash leaves a readable folder. One thread at a time. After the first I/O error (a full disk)
// nothing more is written: failure() says what it was.

#include <array>
#include <string>

#include "record/records.hpp"

namespace gameday::record {

class Journal {
 public:
  /// `folder` exists; the three files are made, or emptied.
  Journal(const std::string& folder, Cast cast);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  void add(const RequestRecord& record);
  void add(const AttemptRecord& record);
  void add(const Event& event);
  /// Hands all that was added to the kernel.
  void write();

  const std::string& failure() const { return failure_; }

 private:
  struct File {
    std::string path;
    int descriptor = -1;
    std::string pending;
  };
  void flush(File& file);
  void fail(const File& file, int error);

  Cast cast_;
  std::array<File, 3> files_;
  std::string failure_;
};

}  // namespace gameday::record
