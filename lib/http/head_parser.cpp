#include "http/head_parser.hpp"

#include <charconv>

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

namespace gameday::http {

namespace {

namespace beast = boost::beast;

std::string_view view(beast::string_view text) {
  return {text.data(), text.size()};
}

/// What the strict check needs to know about the fields.
struct Seen {
  unsigned hosts = 0;
  unsigned lengths = 0;
  unsigned encodings = 0;
  bool chunked = false;  // the one Transfer-Encoding is exactly `chunked`
  bool number = false;   // the one Content-Length is digits only
  std::uint64_t length = 0;

  void add(beast::http::field name, std::string_view value) {
    if (name == beast::http::field::host) {
      ++hosts;
    } else if (name == beast::http::field::content_length) {
      ++lengths;
      const char* const last = value.data() + value.size();
      const auto parsed = std::from_chars(value.data(), last, length);
      number = parsed.ec == std::errc{} && parsed.ptr == last;
    } else if (name == beast::http::field::transfer_encoding) {
      ++encodings;
      chunked = same_name(value, "chunked");
    }
  }
};

/// Beast's parser for heads alone: skip(true) ends it at the blank line, whatever the fields say.
template <bool is_request>
class HeadParser final : public beast::http::basic_parser<is_request> {
 public:
  HeadParser(Head& head, Seen& seen) : head_(head), seen_(seen) { this->skip(true); }

 private:
  using string_view = beast::string_view;

  void on_request_impl(beast::http::verb, string_view method, string_view target, int version,
                       beast::error_code&) override {
    head_.method = view(method);
    head_.target = view(target);
    head_.version_minor = version == 10 ? 0U : 1U;
  }
  void on_response_impl(int status, string_view reason, int version, beast::error_code&) override {
    head_.status = status;
    head_.reason = view(reason);
    head_.version_minor = version == 10 ? 0U : 1U;
  }
  void on_field_impl(beast::http::field name, string_view spelling, string_view value,
                     beast::error_code&) override {
    seen_.add(name, view(value));
    head_.fields.add(view(spelling), view(value));
  }
  void on_header_impl(beast::error_code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, beast::error_code&) override {}
  std::size_t on_body_impl(string_view, beast::error_code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, string_view, beast::error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view, beast::error_code&) override {
    return 0;
  }
  void on_finish_impl(beast::error_code&) override {}

  Head& head_;
  Seen& seen_;
};

Malformed named(const beast::error_code& ec, const Seen& seen) {
  using beast::http::error;
  if (ec == error::bad_version) {
    return Malformed::bad_version;
  }
  if (ec == error::bad_content_length || ec == error::multiple_content_length) {
    return Malformed::bad_length;
  }
  if (ec == error::bad_transfer_encoding) {  // Beast's name for a length before chunked, too
    return seen.lengths > 0 ? Malformed::bad_length : Malformed::bad_transfer_encoding;
  }
  return ec == error::header_limit ? Malformed::head_too_large : Malformed::syntax;
}

Malformed strict_check(MessageReader::Kind kind, const Head& head, const Seen& seen) {
  if (seen.lengths > 1 || (seen.lengths == 1 && (!seen.number || seen.encodings > 0))) {
    return Malformed::bad_length;
  }
  if (seen.encodings > 0 && (seen.encodings > 1 || !seen.chunked || head.version_minor == 0)) {
    return Malformed::bad_transfer_encoding;
  }
  if (kind == MessageReader::Kind::request &&
      (seen.hosts > 1 || (seen.hosts == 0 && head.version_minor == 1))) {
    return Malformed::no_host;
  }
  return Malformed::none;
}

Framing framing_of(MessageReader::Kind kind, const Head& head, const Seen& seen,
                   bool to_head_request) {
  const bool response = kind == MessageReader::Kind::response;
  if (response &&
      (to_head_request || head.status / 100 == 1 || head.status == 204 || head.status == 304)) {
    return Framing::none;
  }
  if (seen.encodings > 0) {
    return Framing::chunked;
  }
  if (seen.lengths > 0) {
    return Framing::length;
  }
  return response ? Framing::until_close : Framing::none;
}

template <bool is_request>
Malformed parse(std::span<const std::byte> bytes, Head& head, Seen& seen) {
  HeadParser<is_request> parser(head, seen);
  parser.header_limit(static_cast<std::uint32_t>(bytes.size()) + 1U);
  beast::error_code ec;
  parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
  if (ec) {
    return named(ec, seen);
  }
  if (!parser.is_done()) {
    return Malformed::syntax;
  }
  head.keep_alive = parser.keep_alive();
  return Malformed::none;
}

}  // namespace

Malformed parse_head(MessageReader::Kind kind, std::span<const std::byte> bytes,
                     bool to_head_request, Head& head) {
  const bool request = kind == MessageReader::Kind::request;
  Seen seen;
  head.fields.clear();
  const Malformed syntax =
      request ? parse<true>(bytes, head, seen) : parse<false>(bytes, head, seen);
  if (syntax != Malformed::none) {
    return syntax;
  }
  const Malformed strict = strict_check(kind, head, seen);
  if (strict != Malformed::none) {
    return strict;
  }
  head.framing = framing_of(kind, head, seen, to_head_request);
  head.content_length = head.framing == Framing::length ? seen.length : 0;
  head.keep_alive = head.keep_alive && head.framing != Framing::until_close && head.status != 101;
  head.expects_continue = request && head.version_minor == 1 && head.framing != Framing::none &&
                          same_name(head.fields.get("Expect"), "100-continue");
  return Malformed::none;
}

}  // namespace gameday::http
