#include "http/sse.hpp"

#include <algorithm>
#include <cstring>

namespace gameday::http {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";
constexpr std::size_t none = std::string_view::npos;

// Above this an empty buffer gives its memory back: a thousand quiet streams need not each keep
// what one long event took. Twice what the largest read brings (InputBuffer::large).
constexpr std::size_t kept_most = 64 * 1024;

std::size_t find(std::string_view text, char wanted, std::size_t from, std::size_t to) {
  const void* found = from < to ? std::memchr(text.data() + from, wanted, to - from) : nullptr;
  return found == nullptr ? none
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

SseReader::SseReader(std::size_t line_most, std::size_t block_most)
    : line_most_(line_most), block_most_(block_most) {}

void SseReader::push(std::string_view bytes) {
  // Moves at most as much as has been taken since the last move.
  if (const std::size_t rest = buffer_.size() - begin_; begin_ >= rest) {
    if (rest == 0 && buffer_.capacity() > kept_most) {
      buffer_ = std::string();
    } else {
      buffer_.erase(0, begin_);
    }
    line_ -= begin_;
    scanned_ -= begin_;
    feed_found_ = feed_found_ && feed_ >= begin_;
    feed_ -= std::min(feed_, begin_);
    begin_ = 0;
  }
  buffer_.append(bytes);
}

std::string_view SseReader::unfinished() const {
  return std::string_view(buffer_).substr(begin_);
}

std::string_view SseReader::view(Part part) const {
  return {buffer_.data() + begin_ + part.at, part.size};
}

// The place of the LF is kept over calls: input of CRs alone must not be searched anew for an LF
// at every line.
std::size_t SseReader::find_line_end() {
  if (!feed_found_ || feed_ < scanned_) {
    feed_ = find(buffer_, '\n', std::max(feed_, scanned_), buffer_.size());
    feed_found_ = feed_ != none;
    feed_ = feed_found_ ? feed_ : buffer_.size();
  }
  const std::size_t carriage = find(buffer_, '\r', scanned_, feed_);
  if (carriage != none) {
    return carriage;
  }
  scanned_ = feed_;
  return feed_found_ ? feed_ : none;
}

void SseReader::end_line(std::size_t end) {
  line_ = end + 1;
  if (buffer_[end] == '\r') {
    late_feed_ = line_ == buffer_.size();
    if (!late_feed_ && buffer_[line_] == '\n') {
      ++line_;
    }
  }
  scanned_ = line_;
}

void SseReader::add_data(std::string_view value) {
  ++data_lines_;
  if (data_lines_ == 1) {
    data_ = {static_cast<std::size_t>(value.data() - buffer_.data()) - begin_, value.size()};
    return;
  }
  if (data_lines_ == 2) {
    joined_ = view(data_);
  }
  joined_ += '\n';
  joined_ += value;
}

void SseReader::read_field(std::string_view line) {
  const std::size_t colon = std::min(find(line, ':', 0, line.size()), line.size());
  const std::string_view field = line.substr(0, colon);
  std::string_view value = line.substr(std::min(colon + 1, line.size()));
  value.remove_prefix(value.starts_with(' ') ? 1 : 0);
  if (field == "data") {
    add_data(value);
  } else if (field == "event") {
    name_ = {static_cast<std::size_t>(value.data() - buffer_.data()) - begin_, value.size()};
  }  // a comment (an empty field name), id, retry, unknown: nothing that a relay needs
}

SseBlock SseReader::take() {
  SseBlock block;
  block.what = data_lines_ > 0 ? SseBlock::What::event : SseBlock::What::silence;
  block.wire = std::string_view(buffer_).substr(begin_, line_ - begin_);
  block.name = view(name_);
  if (data_lines_ > 0) {
    block.data = data_lines_ == 1 ? view(data_) : std::string_view(joined_);
  }
  begin_ = line_;
  name_ = {};
  data_lines_ = 0;
  return block;
}

SseBlock SseReader::next() {
  while (!too_long_) {
    if (late_feed_ && line_ < buffer_.size()) {
      late_feed_ = false;
      if (buffer_[line_] == '\n') {
        ++line_;
        scanned_ = line_;
        if (line_ - begin_ == 1) {
          return take();
        }
      }
    }
    const std::size_t found = find_line_end();
    const std::size_t end = std::min(found, buffer_.size());
    if (end - line_ > line_most_ || end - begin_ > block_most_) {
      too_long_ = true;
      break;
    }
    if (found == none) {
      return {};
    }
    std::string_view line(buffer_.data() + line_, end - line_);
    if (first_line_) {
      first_line_ = false;
      line.remove_prefix(line.starts_with(bom) ? bom.size() : 0);
    }
    end_line(end);
    if (line.empty()) {
      return take();
    }
    read_field(line);
  }
  SseBlock end;
  end.what = SseBlock::What::too_long;
  return end;
}

}  // namespace gameday::http
