#include "audit_log.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json_writer.hpp"
#include "base/one_line.hpp"
#include "console.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

void add(JsonWriter& json, std::string_view key, std::string_view value) {
  if (!value.empty()) {
    json.key(one_line(key, longest_audit_field)).text(one_line(value, longest_audit_field));
  }
}

class File {
 public:
  explicit File(const std::string& path)
      : descriptor_(
            ::open(path.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600)) {}
  ~File() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  /// A full disk may have cut the last line: what comes next must not grow together with it.
  bool ends_within_a_line() const {
    struct stat facts {};
    char last = '\n';
    return fstat(descriptor_, &facts) == 0 && facts.st_size > 0 &&
           pread(descriptor_, &last, 1, facts.st_size - 1) == 1 && last != '\n';
  }
  bool write(const std::string& line) const {
    const ssize_t written = ::write(descriptor_, line.data(), line.size());
    if (written >= 0 && static_cast<std::size_t>(written) < line.size()) {
      errno = ENOSPC;  // the reason a file takes a part of a line
    }
    return written == static_cast<ssize_t>(line.size());
  }

 private:
  int descriptor_;
};

}  // namespace

std::string audit_line(const AuditEntry& entry) {
  const Who me = who();
  std::string line;
  JsonWriter json(line);
  json.object();
  add(json, "at", entry.at.empty() ? time_now() : entry.at);
  add(json, "what", entry.what);
  add(json, "user", me.user);
  add(json, "host", me.host);
  json.key("process").number(static_cast<std::int64_t>(me.process));
  add(json, "file", entry.file);
  add(json, "hash", entry.hash);
  add(json, "run", entry.run);
  add(json, "why", entry.why);
  std::size_t room = most_audit_fields;
  for (const auto& [key, value] : entry.more) {
    if (room-- == 0) {
      break;
    }
    add(json, key, value);
  }
  json.end();
  return line + '\n';
}

std::string audit(const AuditEntry& entry) {
  const std::string folder = state_folder();
  if (folder.empty()) {
    return "there is no audit log: neither XDG_STATE_HOME nor HOME names a folder to write in";
  }
  const std::string path = folder + "/audit.jsonl";
  const File file(path);
  if (!file.is_open()) {
    return fmt::format("cannot open the audit log {}: {}", path, std::strerror(errno));
  }
  const std::string line = audit_line(entry);
  if (!file.write(file.ends_within_a_line() ? '\n' + line : line)) {
    return fmt::format("cannot write the audit log {}: {}", path, std::strerror(errno));
  }
  return {};
}

void audit_or_tell(const AuditEntry& entry) {
  const std::string problem = audit(entry);
  if (!problem.empty()) {
    print_error(problem);
  }
}

}  // namespace gameday::app
