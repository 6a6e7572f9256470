#include "http/head_scan.hpp"

#include <algorithm>
#include <string_view>

namespace gameday::http {

namespace {

bool can_start(std::string_view text, bool with_version) {
  if (with_version) {
    constexpr std::string_view version = "HTTP/";
    const std::size_t size = std::min(text.size(), version.size());
    return text.substr(0, size) == version.substr(0, size);
  }
  return text.front() > ' ' && text.front() < 0x7F;
}

}  // namespace

void HeadScan::start() {
  line_ = 0;
  searched_ = 0;
  why_ = Malformed::none;
}

std::size_t HeadScan::find_end(std::span<const std::byte> in) {
  const std::string_view text(reinterpret_cast<const char*>(in.data()), std::min(in.size(), most_));
  if (!can_start(text, starts_ == Starts::with_version)) {
    why_ = Malformed::syntax;
    return 0;
  }
  while (line_ < text.size()) {
    const bool folded = line_ > 0 && (text[line_] == ' ' || text[line_] == '\t');
    const std::size_t feed = text.find('\n', std::max(line_, searched_));
    const bool bare = feed != std::string_view::npos && (feed == line_ || text[feed - 1] != '\r');
    if (folded || bare) {
      why_ = Malformed::syntax;
      return 0;
    }
    if (feed == std::string_view::npos) {
      break;
    }
    if (feed == line_ + 1) {
      return feed + 1;
    }
    line_ = feed + 1;
  }
  searched_ = text.size();
  if (text.size() == most_) {
    why_ = Malformed::head_too_large;
  }
  return 0;
}

}  // namespace gameday::http
