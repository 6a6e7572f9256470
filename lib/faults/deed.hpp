#pragma once
// What happens to an attempt that was chosen, as it is written: one part an action. Plain data;
// parse.hpp makes it, answer_machine.hpp does it to an answer. docs/faults.md has the words.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/dice.hpp"
#include "base/time.hpp"
#include "base/units.hpp"
#include "faults/conn.hpp"
#include "faults/dns.hpp"
#include "faults/edit.hpp"
#include "faults/mock_answer.hpp"
#include "faults/point.hpp"
#include "faults/shaping.hpp"
#include "llm/dialect.hpp"

namespace gameday::faults {

/// How long the client is told to wait.
struct RetryAfterHint {
  enum class Kind : std::uint8_t { automatic, none, fixed, raw, told };
  Kind kind = Kind::automatic;
  Duration wait{};               // fixed: whole seconds, rounded up; told: in the message only
  std::vector<std::string> raw;  // raw: taken in turn
};

/// Answers itself; the provider is never called.
struct Respond {
  enum class Source : std::uint8_t { status, error, page, json, body, completion, raw };
  Source source = Source::status;
  int status = 0;  // 0: as the error or page says, else 200
  // The error's or page's name, the body, unary / stream / empty (or asked: as the request says),
  // or of a raw answer all bytes, its head among them.
  std::string text;
  std::vector<std::pair<std::string, std::string>> headers;
  RetryAfterHint retry_after;
  std::optional<llm::Dialect> dialect;  // none: the provider's
  bool token_limit = false;             // rate-limit: of tokens a minute, not of requests
  bool early = false;                   // as soon as the request's head is in
};

/// One duration, or drawn for each attempt.
struct Wait {
  Duration fixed{};
  std::optional<Lognormal<Duration>> drawn;
};
struct Delay {
  std::optional<Wait> connect;      // a connection is let in, and left alone for so long
  std::optional<Wait> headers;      // between the request's last byte and forwarding it
  std::optional<Wait> first_event;  // from the head to the first event or body byte, at least
  std::optional<Wait> each_event;   // from the event before, from the second on, at least
};

enum class KeepAlive : std::uint8_t { none, comment, ping };

/// Silence at the point with the socket open; then goes on.
struct Stall {
  Point point;
  Duration length = forever;
  KeepAlive keepalive = KeepAlive::none;
  Duration every = 15s;
};

struct Cut {  // the action `end`
  enum class How : std::uint8_t { reset, fin, clean, eof };
  Point point;
  How how = How::reset;
};

/// How often something is done again: after so many events more, or so much time.
struct Every {
  std::uint64_t events = 0;  // 0: by time
  Duration time{};
};
inline constexpr Duration every_least = 1ms;

struct Insert {
  enum class What : std::uint8_t {
    error,
    comment,
    ping,
    event,
    bytes,  // a piece of the body
    wire,   // beside the body: outside its framing
    replay  // all events so far once more
  };
  Point point;
  What what = What::error;
  std::string name;  // of the error (§7) or of the event
  std::string text;  // of the comment, the event's data, or the bytes
  std::string form = "native";
  std::optional<Every> every;
  bool or_body = false;  // error: a unary answer becomes the error object (else not_a_stream)
};

/// What is done to one attempt; the order of the parts is fixed, whatever file.
struct Deed {
  std::optional<Dns> dns;  // of lookups, before there is a connection; alone
  // Decided for a connection, before any attempt, and apart from all that follows: conn, and
  // delay.connect, which nothing but some kinds of conn stand beside.
  std::optional<Conn> conn;
  std::optional<Delay> delay;
  std::optional<Bytes> read_throttle;  // of the request's body, a second; 0: it is not read
  std::optional<Respond> respond;
  std::optional<MockAnswer> answer;  // never beside respond
  std::vector<HeadChange> heads;
  std::vector<Edit> edits;
  std::optional<Bytes> throttle;  // a second
  std::optional<Resegment> resegment;
  std::vector<Insert> inserts;
  std::optional<Encode> encode;
  std::vector<Stall> stalls;
  std::optional<Cut> cut;
};

/// When it is decided: for the lookups of a name, for a whole port, for a connection that was
/// accepted, or for an attempt as soon as its head is in, for its body is what something is done
/// to, or when all is known of it.
enum class Level : std::uint8_t { lookup, port, connection, head, body };
Level level_of(const Deed& deed);
/// It answers before the request's body has come.
bool answers_early(const Deed& deed);
/// Anything is done to attempts at all, and not to lookups, ports or connections alone.
bool acts_on_attempts(const Deed& deed);

}  // namespace gameday::faults
