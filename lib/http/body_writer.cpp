#include "http/body_writer.hpp"

#include <array>
#include <charconv>

namespace gameday::http {

void append_chunk(std::string& out, std::string_view payload) {
  if (!payload.empty()) {
    std::array<char, 16> hex;  // 64 bits of size
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), payload.size(), 16).ptr;
    out.append(hex.data(), end).append("\r\n").append(payload).append("\r\n");
  }
}

BodyWriter::BodyWriter(Exchange& exchange, Head head)
    : exchange_(exchange), chunked_(exchange.request().version_minor > 0) {
  if (chunked_) {
    head.fields.add("Transfer-Encoding", "chunked");
  } else {
    exchange.close_after();
  }
  if (exchange.will_close()) {
    head.fields.set("Connection", "close");
  }
  pending_ = write_response_head(head);
}

void BodyWriter::add(std::string_view payload) {
  if (chunked_) {
    append_chunk(pending_, payload);
  } else {
    pending_.append(payload);
  }
}

void BodyWriter::finish() {
  if (chunked_) {
    pending_.append(last_chunk);
  }
}

rt::awaitable<error_code> BodyWriter::flush(rt::Bound bound) {
  if (pending_.empty()) {
    co_return error_code{};
  }
  const error_code ec = co_await exchange_.write(pending_, bound);
  pending_.clear();
  co_return ec;
}

}  // namespace gameday::http
