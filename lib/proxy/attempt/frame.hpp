#pragma once
// How the body of an answer is framed that a deed is done to. Whatever the source had stays, unless
// the deed changes a length that its head announces, or ends the body by closing.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "faults/injection.hpp"
#include "http/message.hpp"

namespace gameday::proxy {

class Frame {
 public:
  /// `head` and `wire` are the source's; `announced` is the body's length where it is another.
  Frame(const http::Head& head, std::string_view wire, const faults::Deed& deed,
        std::optional<std::uint64_t> announced, unsigned client_minor);

  const std::string& head() const { return head_; }
  /// Appends `payload` as one chunk, or as it is. The chunk announces `more` bytes behind it; what
  /// is added next is still in it.
  void add(std::string& out, std::string_view payload, std::uint64_t more = 0);
  /// What ends the body properly; empty where the length or the close says it.
  std::string_view tail() const;
  /// The connection has to be closed after it.
  bool closes() const { return closes_; }

 private:
  std::string head_;
  http::Framing framing_;
  bool closes_;
  std::uint64_t open_ = 0;  // bytes that the last chunk still lacks
};

}  // namespace gameday::proxy
