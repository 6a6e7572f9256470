#pragma once
// HTTP/1.1 messages as values (RFC 9110, RFC 9112). Field names compare without case, keep their
// order and their spelling.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::http {

struct Field {
  std::string name;
  std::string value;
};

class Fields {
 public:
  void add(std::string_view name, std::string_view value);
  /// Replaces all of that name by one.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);
  void clear() { list_.clear(); }
  /// The first one's value; empty when absent.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  /// Whether a comma-separated field lists `token`, case aside: Connection, Transfer-Encoding.
  bool lists(std::string_view name, std::string_view token) const;

  auto begin() const { return list_.begin(); }
  auto end() const { return list_.end(); }
  std::size_t size() const { return list_.size(); }

 private:
  std::vector<Field> list_;
};

enum class Framing : std::uint8_t { none, length, chunked, until_close };

/// One head, request or response. What a reader fills in after the fields, a writer ignores.
struct Head {
  std::string method;  // request
  std::string target;  // request, as sent: path and query
  int status = 0;      // response
  std::string reason;  // response
  unsigned version_minor = 1;
  Fields fields;

  Framing framing = Framing::none;
  std::uint64_t content_length = 0;  // framing == length
  bool keep_alive = true;
  bool expects_continue = false;

  /// The target without its query.
  std::string_view path() const;
};

/// A whole response in memory.
struct Response {
  Head head;
  std::string body;
};

bool same_name(std::string_view left, std::string_view right);

/// "OK" for 200; "" for a status without a registered phrase.
std::string_view reason_of(int status);

/// Start line, fields and the blank line. Framing fields must be in `fields` already.
std::string write_request_head(const Head& head);
std::string write_response_head(const Head& head);

/// A response head with Content-Length and Content-Type.
Head response_of(int status, std::string_view content_type, std::size_t body_size);

}  // namespace gameday::http
