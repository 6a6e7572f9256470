#pragma once
// Reads what shall happen: the actions of a map, one file a group. Each adds a problem for all that
// is wrong, and leaves out what it could not read.

#include <optional>
#include <string>
#include <vector>

#include "base/map_reader.hpp"
#include "faults/injection.hpp"
#include "faults/named_files.hpp"
#include "faults/words.hpp"

namespace gameday::faults {

/// The value of `dns` of `map`, and of a key that says what it does.
std::optional<Dns> read_dns(MapReader& map);
std::optional<Dns> read_dns_kind(MapReader& map, std::string_view key);
/// The value of `conn` of `map`.
std::optional<Conn> read_conn(MapReader& map);
/// The kind of certificate under `key`; the first when absent or wrong.
Conn::Cert read_cert(MapReader& map, std::string_view key);
/// The selectors that a deed cannot have which is decided before them, each by name.
void refuse_finer_selectors(MapReader& map, const Deed& deed);
/// The value of `key` of `map`: respond, answer, delay, stall, end; edit and insert take one or a
/// list.
std::optional<Respond> read_respond(MapReader& map, const NamedFiles& files);
std::optional<MockAnswer> read_answer(MapReader& map);
std::optional<Delay> read_delay(MapReader& map);
std::optional<Stall> read_stall(MapReader& map);
std::optional<Cut> read_end(MapReader& map);
std::vector<Edit> read_edits(MapReader& map);
std::vector<Insert> read_inserts(MapReader& map);
std::optional<HeadChange> read_header(MapReader& map);
std::optional<Encode> read_encode(MapReader& map);
/// `throttle` or `read_throttle`.
std::optional<Bytes> read_throttle(MapReader& map, std::string_view key);
std::optional<Resegment> read_resegment(MapReader& map);
/// What stands inside `resegment`, or beside a slug that is one.
std::optional<Resegment> read_resegment_keys(MapReader& map);
/// The list under `refuse`, in `answer` or beside a slug.
std::vector<MockAnswer::Refuse> read_refuse(MapReader& map);
/// `2KiB/s`
std::optional<Bytes> read_byte_rate(MapReader& map, std::string_view key);

/// `retry_after` of an action or a slug; `otherwise` when it is absent or wrong.
RetryAfterHint read_retry_after(MapReader& map, const RetryAfterHint& otherwise);
/// One of `known` under `key`; the first when absent or wrong. `what` is what they are: `an error`.
std::string read_word(MapReader& map, std::string_view key, const Words& known,
                      std::string_view what);
/// `keepalive` and the time between two of them, for stalls and for slugs that are one.
KeepAlive read_keepalive(MapReader& map);
Duration read_beat(MapReader& map, std::string_view key, const Stall& stall);
/// `1 event`, `15s`; nothing when absent or wrong.
std::optional<Every> read_every(MapReader& map, std::string_view key);
/// `how`, one of `known`.
Cut::How read_how(MapReader& map, const Words& known);
/// A map of header fields under `key`; those that frame a body are refused.
std::vector<HeadChange::Field> read_fields(MapReader& map, std::string_view key);
/// Whether it can be a method or the name of a header field (RFC 9110, 5.6.2).
bool is_token(std::string_view text);
/// Keys of the vocabulary that this version does not have, refused by name.
void refuse_later(MapReader& map, const Words& keys);

}  // namespace gameday::faults
