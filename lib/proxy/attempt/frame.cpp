#include "proxy/attempt/frame.hpp"

#include "http/body_writer.hpp"
#include "proxy/attempt/head_edit.hpp"

namespace gameday::proxy {
namespace {

using http::Framing;

/// The deed may change the body's length, to one that nobody knows yet.
bool changes_length(const faults::Deed& deed) {
  return !deed.edits.empty() || !deed.inserts.empty() ||
         (deed.cut && deed.cut->how == faults::Cut::How::clean);
}

Framing framing_of(Framing own, const faults::Deed& deed, bool announced, unsigned client_minor) {
  if (deed.cut && deed.cut->how == faults::Cut::How::eof) {
    return Framing::until_close;
  }
  if (announced) {
    return Framing::length;
  }
  if (own == Framing::length && changes_length(deed)) {
    return client_minor == 0 ? Framing::until_close : Framing::chunked;
  }
  return own;
}

std::string rewritten(std::string_view wire, Framing framing,
                      const std::optional<std::uint64_t>& length) {
  if (framing == Framing::length) {
    return with_field(without_field(wire, "Transfer-Encoding"), "Content-Length",
                      std::to_string(*length));
  }
  const std::string head = without_field(wire, "Content-Length");
  return framing == Framing::chunked
             ? with_field(head, "Transfer-Encoding", "chunked")
             : with_field(without_field(head, "Transfer-Encoding"), "Connection", "close");
}

}  // namespace

Frame::Frame(const http::Head& head, std::string_view wire, const faults::Deed& deed,
             std::optional<std::uint64_t> announced, unsigned client_minor)
    : framing_(framing_of(head.framing, deed, announced.has_value(), client_minor)),
      closes_(!head.keep_alive || framing_ == Framing::until_close) {
  const bool same = framing_ == head.framing && !announced;
  head_ = same ? std::string(wire) : rewritten(wire, framing_, announced);
  for (const faults::HeadChange& change : deed.heads) {
    head_ = changed(std::move(head_), change);
  }
}

void Frame::add(std::string& out, std::string_view payload) const {
  if (framing_ == Framing::chunked) {
    http::append_chunk(out, payload);
  } else {
    out += payload;
  }
}

std::string_view Frame::tail() const {
  return framing_ == Framing::chunked ? http::last_chunk : std::string_view{};
}

}  // namespace gameday::proxy
