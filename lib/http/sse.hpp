#pragma once
// Server-sent events without I/O: bytes in, blocks out. Source: WHATWG HTML §9.2, "Server-sent
// events".
//
// A block is what stands between two blank lines; one with data is an event. `wire` is exactly what
// stood there, its blank line included, so a relay can pass a block on as it came: all wires and
// what is unfinished are the input again. Lines end with LF, CRLF or CR; a BOM before the first
// line is skipped. Nothing is dispatched at the end of the input: what has no blank line after it
// is unfinished. A CR that is the last byte so far ends its line at once, so that no event waits;
// if its LF comes after the block has been taken, that LF is a silent block of its own.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gameday::http {

inline constexpr std::size_t sse_line_most = 4 * 1024 * 1024;   // an image in one delta fits
inline constexpr std::size_t sse_block_most = 8 * 1024 * 1024;  // the same again in other lines

/// Views are valid until the next push().
struct SseBlock {
  enum class What : std::uint8_t {
    need_more,
    event,    // has data
    silence,  // comments, ids, retry times, or a name without data: nothing is dispatched
    too_long  // a line or a block above its limit; nothing more will come
  };
  What what = What::need_more;
  std::string_view wire;
  std::string_view name;  // of `event:`; empty: none
  std::string_view data;  // lines joined by LF, valid until the next next()
};

/// One a stream. Each byte is looked at once for line ends, however it is split; takes memory for
/// one block and one push.
class SseReader {
 public:
  explicit SseReader(std::size_t line_most = sse_line_most,
                     std::size_t block_most = sse_block_most);

  void push(std::string_view bytes);
  SseBlock next();
  /// What has come since the last whole block.
  std::string_view unfinished() const;

 private:
  struct Part {  // of the block, counted from its begin: the buffer may move under it
    std::size_t at = 0;
    std::size_t size = 0;
  };

  std::string_view view(Part part) const;
  std::size_t find_line_end();
  void end_line(std::size_t end);
  void read_field(std::string_view line);
  void add_data(std::string_view value);
  SseBlock take();

  std::size_t line_most_;
  std::size_t block_most_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of the block
  std::size_t line_ = 0;     // of the line
  std::size_t scanned_ = 0;  // no line ends in this line before here
  std::size_t feed_ = 0;     // where the next LF is, or how far there is none
  bool feed_found_ = false;
  bool late_feed_ = false;  // the last line ended with a CR and nothing has come after it
  bool first_line_ = true;  // which may begin with a BOM
  bool too_long_ = false;
  std::size_t data_lines_ = 0;
  Part name_;
  Part data_;           // of the only data line
  std::string joined_;  // of several
};

}  // namespace gameday::http
