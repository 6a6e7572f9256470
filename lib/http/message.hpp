#pragma once
// HTTP/1.1 messages as values (RFC 9110, RFC 9112). Field names compare without case, keep their
// order and their spelling.

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::http {

/// Views what stands elsewhere.
struct Field {
  std::string_view name;
  std::string_view value;
};

/// Kept as they go over the wire, one text with a place for each, so that a list is copied and
/// written at once. What `get` and iteration give views it until it changes, and must not be handed
/// back to it.
class Fields {
 public:
  void add(std::string_view name, std::string_view value);
  /// Replaces all of that name by one.
  void set(std::string_view name, std::string_view value);
  void remove(std::string_view name);
  void clear();
  /// The first one's value; empty when absent.
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;
  /// Whether a comma-separated field lists `token`, case aside: Connection, Transfer-Encoding.
  bool lists(std::string_view name, std::string_view token) const;

  class Iterator;
  Iterator begin() const;
  Iterator end() const;
  std::size_t size() const { return places_.size(); }
  /// Each on a line of its own that ends with CRLF; the blank line after them is not in it.
  std::string_view wire() const { return text_; }

 private:
  struct Place {
    std::size_t at;     // of the line, in text_
    std::size_t name;   // its size
    std::size_t value;  // its size
    std::size_t size() const { return name + value + 4; }
  };

  Field field(const Place& place) const;
  const Place* find(std::string_view name) const;
  /// All of that name at `place` and behind it, in one pass however many they are.
  void remove_from(std::size_t place, std::string_view name);

  std::string text_;
  std::vector<Place> places_;
};

class Fields::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;  // it makes what it gives
  using value_type = Field;
  using difference_type = std::ptrdiff_t;
  using pointer = const Field*;
  using reference = Field;

  Iterator(const Fields& fields, std::size_t at) : fields_(&fields), at_(at) {}
  Field operator*() const { return fields_->field(fields_->places_[at_]); }
  Iterator& operator++() {
    ++at_;
    return *this;
  }
  Iterator operator++(int) { return Iterator(*fields_, at_++); }
  bool operator==(const Iterator& other) const { return at_ == other.at_; }

 private:
  const Fields* fields_;
  std::size_t at_;
};

inline Fields::Iterator Fields::begin() const {
  return Iterator(*this, 0);
}
inline Fields::Iterator Fields::end() const {
  return Iterator(*this, places_.size());
}
inline Field Fields::field(const Place& place) const {
  const std::string_view text = text_;
  return {text.substr(place.at, place.name), text.substr(place.at + place.name + 2, place.value)};
}

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

/// Case aside, of ASCII letters only.
bool same_letters(const char* left, const char* right, std::size_t size);
inline bool same_name(std::string_view left, std::string_view right) {
  return left.size() == right.size() && same_letters(left.data(), right.data(), left.size());
}

/// "OK" for 200; "" for a status without a registered phrase.
std::string_view reason_of(int status);

/// Start line, fields and the blank line. Framing fields must be in `fields` already.
std::string write_request_head(const Head& head);
std::string write_response_head(const Head& head);

/// A response head with Content-Length and Content-Type.
Head response_of(int status, std::string_view content_type, std::size_t body_size);

}  // namespace gameday::http
