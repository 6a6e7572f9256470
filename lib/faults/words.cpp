#include "faults/words.hpp"

#include <algorithm>

namespace gameday::faults {

const Words& later_keys() {
  static const Words words = {
      "model",     "stream",   "body_over",     "path",  "method",   "key",        "request_header",
      "replica",   "first",    "skip",          "every", "sequence", "above_rate", "burst",
      "all_of",    "throttle", "read_throttle", "stall", "end",      "edit",       "insert",
      "resegment", "header",   "encode",        "conn",  "dns",      "answer",     "toxic"};
  return words;
}

const Words& slugs() {
  static const Words words = {"rate-limited", "overloaded",  "server-error",
                              "429-storm",    "partial-503", "tar-pit"};
  return words;
}

const Words& later_slugs() {
  static const Words words = {"rate-limited-no-hint",
                              "out-of-money",
                              "lying-retry-after",
                              "middlebox-error",
                              "cdn-error",
                              "html-page",
                              "error-in-200",
                              "key-revoked",
                              "account-blocked",
                              "model-retired",
                              "params-refused",
                              "too-large",
                              "silent-after-headers",
                              "no-answer",
                              "slow-drip",
                              "stalled-stream",
                              "open-after-done",
                              "burst-at-end",
                              "reset-mid-stream",
                              "cut-mid-stream",
                              "unfinished-stream",
                              "short-body",
                              "cut-event",
                              "broken-framing",
                              "error-in-stream",
                              "overloaded-in-stream",
                              "duplicate-events",
                              "reordered-events",
                              "split-bytes",
                              "comment-lines",
                              "odd-sse",
                              "empty-choices",
                              "null-content",
                              "cut-off-answer",
                              "schema-violation",
                              "broken-tool-calls",
                              "wrong-content-type",
                              "bad-usage",
                              "empty-stream",
                              "bad-compression",
                              "huge-event",
                              "huge-headers",
                              "invalid-utf8",
                              "stale-connection",
                              "tls-failure",
                              "dns-failure",
                              "refused",
                              "blackhole",
                              "slow-request-read",
                              "client-gone"};
  return words;
}

const Words& scenario_slugs() {
  static const Words words = {"partial-outage", "retry-amplification", "breaker-poison",
                              "no-mid-stream-rescue"};
  return words;
}

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string listed(const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += i == 0 ? "" : i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

}  // namespace gameday::faults
