#include "faults/cutter.hpp"

#include <algorithm>

namespace gameday::faults {
namespace {

bool ends_line(char letter) {
  return letter == '\r' || letter == '\n';
}

/// The first byte of a character of several (RFC 3629).
bool leads(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return byte >= 0xC2 && byte <= 0xF4;
}

}  // namespace

Cutter::Cutter(const Resegment& resegment, std::uint64_t dice) : resegment_(resegment), rng_(dice) {
  begin_piece();
}

std::optional<std::size_t> Cutter::cut(std::string_view bytes) const {
  const auto found = place(bytes);
  return found && *found <= bytes.size() ? std::optional(static_cast<std::size_t>(*found))
                                         : std::nullopt;
}

std::optional<std::uint64_t> Cutter::place(std::string_view bytes) const {
  switch (resegment_.how) {
    case Resegment::How::size:
      return left_;
    case Resegment::How::offsets: {
      const auto next =
          std::upper_bound(resegment_.offsets.begin(), resegment_.offsets.end(), Bytes{at_});
      return next == resegment_.offsets.end() ? std::nullopt : std::optional(next->count - at_);
    }
    case Resegment::How::utf8: {
      const auto found = std::find_if(bytes.begin(), bytes.end(), leads);
      return found == bytes.end() ? std::nullopt
                                  : std::optional<std::uint64_t>(found - bytes.begin() + 1);
    }
    case Resegment::How::line_ends: {
      char before = fresh_ ? ' ' : last_;
      for (std::size_t at = 0; at < bytes.size(); ++at) {
        if (ends_line(before) && ends_line(bytes[at])) {
          return at;
        }
        before = bytes[at];
      }
      return std::nullopt;
    }
    case Resegment::How::group:
      break;
  }
  return std::nullopt;
}

void Cutter::passed(std::string_view bytes, bool cut) {
  at_ += bytes.size();
  left_ -= std::min<std::uint64_t>(left_, bytes.size());
  if (!bytes.empty()) {
    last_ = bytes.back();
    fresh_ = false;
  }
  if (cut) {
    begin_piece();
  }
}

void Cutter::begin_piece() {
  fresh_ = true;
  if (resegment_.how == Resegment::How::size) {
    const std::uint64_t more = resegment_.most.count - resegment_.least.count;
    left_ = resegment_.least.count + (more == 0 ? 0 : rng_.below(more + 1));
  }
}

}  // namespace gameday::faults
