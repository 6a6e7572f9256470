#include "http/chunks.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace gameday::http {

namespace {

enum class Line : std::uint8_t { whole, partial, bad };

struct Cut {
  Line what = Line::partial;
  std::string_view text;   // without CRLF
  std::size_t behind = 0;  // offset behind the CRLF
};

bool is_control(char letter) {
  const auto code = static_cast<unsigned char>(letter);
  return (code < 0x20 && letter != '\t') || code == 0x7F;
}

/// The line that starts at `offset`; at most `most` bytes of it, CRLF included.
Cut cut_line(std::span<const std::byte> in, std::size_t offset, std::size_t most) {
  const std::string_view all = text_of(in);
  const std::size_t feed = all.substr(0, std::min(all.size(), offset + most)).find('\n', offset);
  if (feed == std::string_view::npos) {
    return Cut{all.size() - offset >= most ? Line::bad : Line::partial, {}, 0};
  }
  if (feed == offset || all[feed - 1] != '\r') {
    return Cut{Line::bad, {}, 0};
  }
  const std::string_view text = all.substr(offset, feed - 1 - offset);
  const bool clean = std::none_of(text.begin(), text.end(), is_control);
  return Cut{clean ? Line::whole : Line::bad, text, feed + 1};
}

/// chunk-size and, if there is more, an extension: `;` after optional blanks.
bool parse_size(std::string_view line, std::uint64_t& size) {
  const char* const last = line.data() + line.size();
  const auto parsed = std::from_chars(line.data(), last, size, 16);
  if (parsed.ec != std::errc{} || parsed.ptr == line.data()) {
    return false;
  }
  if (parsed.ptr == last) {
    return true;
  }
  const std::string_view rest = line.substr(static_cast<std::size_t>(parsed.ptr - line.data()));
  const std::size_t semicolon = rest.find_first_not_of(" \t");
  return semicolon != std::string_view::npos && rest[semicolon] == ';';
}

bool is_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 &&
         line.substr(0, colon).find_first_of(" \t") == std::string_view::npos;
}

}  // namespace

void Chunks::start() {
  left_ = 0;
  total_ = 0;
  owes_crlf_ = false;
  why_ = Malformed::none;
}

Piece Chunks::bad(Malformed why) {
  why_ = why;
  return Piece{Piece::What::bad, 0, {}, {}};
}

Piece Chunks::next(std::span<const std::byte> in) {
  if (left_ > 0) {
    return in.empty() ? Piece{} : data(in, 0);
  }
  std::size_t start = 0;
  if (owes_crlf_) {
    const bool wrong =
        (!in.empty() && in[0] != std::byte{'\r'}) || (in.size() > 1 && in[1] != std::byte{'\n'});
    if (wrong) {
      return bad(Malformed::bad_chunk);
    }
    start = 2;
    if (in.size() <= start) {
      return Piece{};
    }
  }
  const Cut line = cut_line(in, start, limits_.chunk_line);
  if (line.what == Line::partial) {
    return Piece{};
  }
  std::uint64_t size = 0;
  if (line.what == Line::bad || !parse_size(line.text, size)) {
    return bad(Malformed::bad_chunk);
  }
  if (size > limits_.body - std::min<std::uint64_t>(total_, limits_.body)) {
    return bad(Malformed::body_too_large);
  }
  if (size == 0) {
    return trailers(in, start, line.behind);
  }
  if (in.size() == line.behind) {
    return Piece{};
  }
  owes_crlf_ = false;
  total_ += size;
  left_ = size;
  return data(in, line.behind);
}

Piece Chunks::data(std::span<const std::byte> in, std::size_t offset) {
  const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(left_, in.size() - offset));
  std::size_t behind = offset + taken;
  left_ -= taken;
  if (left_ == 0) {
    const bool here = in.size() >= behind + 2 && in[behind] == std::byte{'\r'} &&
                      in[behind + 1] == std::byte{'\n'};
    owes_crlf_ = !here;
    behind += here ? 2 : 0;
  }
  return Piece{Piece::What::body, behind, in.first(behind), in.subspan(offset, taken)};
}

Piece Chunks::trailers(std::span<const std::byte> in, std::size_t start, std::size_t offset) {
  while (true) {
    const std::size_t used = offset - start;  // the limit holds for size line and trailers together
    const Cut line = cut_line(in, offset, limits_.chunk_line - used);
    if (line.what == Line::partial) {
      return Piece{};
    }
    if (line.what == Line::whole && line.text.empty()) {
      return Piece{Piece::What::end, line.behind, in.first(line.behind), {}};
    }
    if (line.what == Line::bad || !is_field(line.text)) {
      return bad(Malformed::bad_chunk);
    }
    offset = line.behind;
  }
}

}  // namespace gameday::http
