#pragma once
// What has come of a request's body: its bytes as they stood on the wire, what they mean, and the
// marker in them. A body above the limit is let go of and only watched for the marker from then on.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/marker_watch.hpp"
#include "http/body_part.hpp"
#include "http/exchange.hpp"

namespace gameday::proxy {

class BodyCopy {
 public:
  /// `most` bytes of payload are kept, and of its framing one longest chunk line more than that.
  /// `chunked`: the wire holds more than the payload.
  BodyCopy(std::size_t most, bool chunked) : most_(most), chunked_(chunked) {}

  void add(const http::BodyPart& part);
  /// The last part has been added.
  bool over() const { return over_; }
  /// More came than may be kept.
  bool too_large() const {
    return !kept_ || payload().size() > most_ ||
           wire_.size() - payload().size() > most_ + chunk_line;
  }
  /// Drops the copy. What is added from now on is only searched for the marker.
  void let_go();
  /// Everything added so far is still here.
  bool kept() const { return kept_; }

  std::string_view wire() const { return wire_; }
  std::string_view payload() const { return chunked_ ? payload_ : wire_; }
  /// The last one so far.
  std::optional<Marker> marker() const;

 private:
  static constexpr std::size_t chunk_line = 4 * 1024;  // as http::Limits

  void watch(std::string_view bytes);

  const std::size_t most_;
  const bool chunked_;
  bool over_ = false;
  bool kept_ = true;
  std::string wire_;
  std::string payload_;  // chunked bodies only
  MarkerWatch watch_;    // over what was let go
  std::optional<Marker> marker_;
};

}  // namespace gameday::proxy
