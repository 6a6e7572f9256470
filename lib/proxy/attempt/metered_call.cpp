#include "proxy/attempt/metered_call.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace gameday::proxy {
namespace {

constexpr std::size_t tail_most = 4096;  // the longest usage object seen has 600 bytes
constexpr std::uint64_t bytes_of_a_token = 4;
constexpr std::string_view event_start = "data:";

std::optional<std::uint64_t> last_number(std::string_view text, std::string_view key) {
  const std::size_t found = text.rfind(key);
  if (found == std::string_view::npos) {
    return std::nullopt;
  }
  text.remove_prefix(found + key.size());
  text.remove_prefix(std::min(text.find_first_not_of(": \t\r\n"), text.size()));
  std::uint64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  return parsed.ec == std::errc() ? std::optional(number) : std::nullopt;
}

class MeteredCall final : public http::Call {
 public:
  MeteredCall(std::unique_ptr<http::Call> inner, Allowance::Use use)
      : inner_(std::move(inner)), use_(std::move(use)) {}
  ~MeteredCall() override { use_.spent(meter_.tokens()); }

  bool reused() const override { return inner_->reused(); }
  void begins(std::string_view method) override { inner_->begins(method); }
  rt::awaitable<std::optional<http::CallError>> write(std::string_view bytes,
                                                      rt::Bound bound) override {
    return inner_->write(bytes, bound);
  }
  rt::awaitable<std::optional<http::CallError>> read_head(rt::Bound bound) override {
    return inner_->read_head(bound);
  }
  rt::ByteStream& stream() override { return inner_->stream(); }
  const http::Head& head() const override { return inner_->head(); }
  std::string_view head_wire() const override { return inner_->head_wire(); }
  rt::awaitable<boost::system::result<http::BodyPart, http::CallError>> read_part(
      rt::Bound bound) override {
    auto part = co_await inner_->read_part(bound);
    if (part && head().status / 100 == 2) {  // an error costs nothing
      meter_.feed(http::text_of(part->payload));
    }
    co_return part;
  }

 private:
  std::unique_ptr<http::Call> inner_;
  Allowance::Use use_;
  TokenMeter meter_;
};

}  // namespace

void TokenMeter::feed(std::string_view bytes) {
  bytes_ += bytes.size();
  // A word that was cut in two is looked for again, but counted once.
  const std::size_t seam = std::min(tail_.size(), event_start.size() - 1);
  const std::size_t from = tail_.size() - seam;
  tail_ += bytes;
  for (std::size_t at = tail_.find(event_start, from); at != std::string::npos;
       at = tail_.find(event_start, at + 1)) {
    ++events_;
  }
  if (tail_.size() > tail_most) {
    tail_.erase(0, tail_.size() - tail_most);
  }
}

std::uint64_t TokenMeter::tokens() const {
  for (const std::string_view key : {"\"completion_tokens\"", "\"output_tokens\""}) {
    if (const auto said = last_number(tail_, key)) {
      return *said;
    }
  }
  return events_ > 0 ? events_ : bytes_ / bytes_of_a_token;
}

std::unique_ptr<http::Call> metered(std::unique_ptr<http::Call> call, Allowance::Use use) {
  return std::make_unique<MeteredCall>(std::move(call), std::move(use));
}

}  // namespace gameday::proxy
