#pragma once
// Words of an injection that several of its readers need, those it refuses by name until it has
// them, and help with lists.

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::faults {

using Words = std::vector<std::string_view>;

/// In the order of Per; they are part of what is hashed for a draw, too.
inline constexpr std::array<std::string_view, 6> per_words = {"attempt", "request",    "key",
                                                              "model",   "connection", "proxy"};

/// In the order of Conn::Kind.
inline constexpr std::array<std::string_view, 9> conn_words = {
    "refuse",    "blackhole",   "rst_on_accept", "close_on_reuse", "tls_close",
    "tls_alert", "tls_garbage", "tls_badcert",   "tls_hang"};

/// In the order of Dns::Kind; one more is a duration.
inline constexpr std::array<std::string_view, 3> dns_words = {"nxdomain", "servfail", "hang"};

/// In the order of Conn::Cert.
inline constexpr std::array<std::string_view, 4> cert_words = {"expired", "wrong_host",
                                                               "self_signed", "unknown_ca"};

/// In the order of Encode::Label, and as the head says it.
inline constexpr std::array<std::string_view, 5> label_words = {"none", "plain", "gzip", "deflate",
                                                                "br"};
/// In the order of Encode::Coding.
inline constexpr std::array<std::string_view, 3> coding_words = {"plain", "gzip", "deflate"};

/// In the order of Style.
inline constexpr std::array<std::string_view, 9> style_words = {
    "crlf", "cr", "bom", "no_space", "multi_line", "id", "retry", "empty_data", "nameless"};

/// Of `resegment`: one of them says how.
inline constexpr std::array<std::string_view, 4> resegment_keys = {"size", "offsets", "group",
                                                                   "split"};

/// Keys of an injection that only later versions understand.
const Words& later_keys();

bool contains(const Words& words, std::string_view word);
/// `a, b or c`
std::string listed(const Words& words);

}  // namespace gameday::faults
