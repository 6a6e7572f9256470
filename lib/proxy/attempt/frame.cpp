#include "proxy/attempt/frame.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "faults/words.hpp"
#include "http/body_writer.hpp"
#include "proxy/attempt/head_edit.hpp"

namespace gameday::proxy {
namespace {

using http::Framing;

/// The deed may change the body's length, to one that nobody knows yet.
bool changes_length(const faults::Deed& deed) {
  const bool inserts = std::any_of(
      deed.inserts.begin(), deed.inserts.end(),
      [](const faults::Insert& insert) { return insert.what != faults::Insert::What::wire; });
  return !deed.edits.empty() || inserts || deed.encode ||
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

/// Content-Encoding as the deed wants it.
std::string labelled(std::string_view head, faults::Encode::Label label) {
  constexpr std::string_view name = "Content-Encoding";
  if (label == faults::Encode::Label::none) {
    return without_field(head, name);
  }
  const bool plain = label == faults::Encode::Label::plain;
  const std::string_view word = faults::label_words[static_cast<std::size_t>(label)];
  return with_field(head, name, plain ? "identity" : word);
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
  if (deed.encode) {
    head_ = labelled(head_, deed.encode->label);
  }
}

void Frame::add(std::string& out, std::string_view payload, std::uint64_t more) {
  if (framing_ != Framing::chunked) {
    out += payload;
    return;
  }
  if (open_ == 0 && more == 0) {
    http::append_chunk(out, payload);
    return;
  }
  if (open_ == 0) {
    open_ = payload.size() + more;
    fmt::format_to(std::back_inserter(out), "{:x}\r\n", open_);
  }
  out += payload;
  open_ -= payload.size();
  out += open_ == 0 ? "\r\n" : "";
}

std::string_view Frame::tail() const {
  return framing_ == Framing::chunked ? http::last_chunk : std::string_view{};
}

}  // namespace gameday::proxy
