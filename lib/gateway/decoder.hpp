#pragma once
// Undoes a Content-Encoding that nobody asked for: some servers compress whatever Accept-Encoding
// says. gzip and deflate, as a stream; anything else is refused. Pure.
// Sources: RFC 9110 §8.4.1, RFC 1950 (what HTTP calls deflate), RFC 1951 (what some servers send
// under that name), RFC 1952.

#include <memory>
#include <string>
#include <string_view>

namespace gameday::gateway {

class Decoder {
 public:
  /// Nothing: `coding`, as Content-Encoding names it, is none that is undone here.
  static std::unique_ptr<Decoder> of(std::string_view coding);
  ~Decoder();

  /// Appends what `coded` stands for; false when it is broken, or too much, and ever after.
  bool push(std::string_view coded, std::string& out);
  /// The coded bytes have come to their own end: what was pushed is all there is.
  bool whole() const { return whole_; }

 private:
  class Inflate;
  explicit Decoder(std::unique_ptr<Inflate> inflate);

  std::unique_ptr<Inflate> inflate_;
  std::size_t made_ = 0;
  bool whole_ = false;
  bool broken_ = false;
};

}  // namespace gameday::gateway
