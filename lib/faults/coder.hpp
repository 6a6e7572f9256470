#pragma once
// The action `encode` at work: the body of an answer in a coding (RFC 9110, 8.4.1), one block after
// the other, and what shall be wrong with it. One thread.

#include <memory>
#include <string>
#include <string_view>

#include "faults/shaping.hpp"

namespace gameday::faults {

class Coder {
 public:
  /// `encode` outlives it.
  explicit Coder(const Encode& encode);
  ~Coder();
  Coder(const Coder&) = delete;
  Coder& operator=(const Coder&) = delete;

  /// `block` in the coding and flushed: whoever has it can read the block. Empty behind a cut.
  /// Valid until the next call.
  std::string_view code(std::string_view block);
  /// What ends the coding.
  std::string_view finish();
  /// What has not been spoiled stays well.
  void heal() { healed_ = true; }

 private:
  class Deflate;
  std::string_view spoiled();

  const Encode& encode_;
  std::unique_ptr<Deflate> deflate_;  // null: plain
  std::string out_;
  std::uint64_t at_ = 0;  // bytes of the coded body before out_
  bool cut_ = false;
  bool healed_ = false;
};

/// A whole body; a share of it is cut here alone.
void code_body(const Encode& encode, std::string& body);

}  // namespace gameday::faults
