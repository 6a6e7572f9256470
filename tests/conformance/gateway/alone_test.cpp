// The same failures where nobody is left to go to: a chain of one target. The caller gets our own
// error, whose status and code say what has befallen the primary, and never an answer that is none.

#include <array>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "rig/verify/measure.hpp"
#include "trials.hpp"

namespace gameday::test {
namespace {

struct Alone {
  const char* failure;
  const char* injection;
  const char* unary;  // status; -: as in the table
  const char* streamed;
  const char* error;  // its code
};

constexpr std::array cases = {
    Alone{"F01", "fault: rate-limited", "429", "429", "rate_limit_exceeded"},
    Alone{"F02", "fault: rate-limited-no-hint", "429", "429", "rate_limit_exceeded"},
    Alone{"F03", "fault: out-of-money", "429", "429", "insufficient_quota"},
    Alone{"F04", "fault: lying-retry-after", "429", "429", "rate_limit_exceeded"},
    Alone{"F05", "fault: server-error", "502", "502", "upstream_error"},
    Alone{"F06", "{fault: middlebox-error, page: nginx-502}", "502", "502", "upstream_error"},
    Alone{"F06", "{fault: middlebox-error, page: nginx-503}", "503", "503", "server_is_overloaded"},
    Alone{"F06", "{fault: middlebox-error, page: nginx-504}", "504", "504", "upstream_timeout"},
    Alone{"F07", "{fault: cdn-error, status: 521}", "502", "502", "upstream_error"},
    Alone{"F07", "{fault: cdn-error, status: 524, wait: 0s}", "504", "504", "upstream_timeout"},
    Alone{"F08", "fault: overloaded", "503", "503", "server_is_overloaded"},
    Alone{"F09", "fault: html-page", "502", "502", "upstream_error"},
    Alone{"F10", "{fault: error-in-200, code: 502}", "502", "502", "upstream_error"},
    Alone{"F10", "{fault: error-in-200, code: 429}", "429", "429", "rate_limit_exceeded"},
    Alone{"F10", "{fault: error-in-200, code: 401}", "502", "502", "upstream_auth"},
    Alone{"F10", "{fault: error-in-200, code: 404}", "404", "404", "model_not_found"},
    Alone{"F11", "fault: key-revoked", "502", "502", "upstream_auth"},
    Alone{"F12", "{fault: account-blocked, kind: billing}", "429", "429",
          "insufficient_quota"},  // OpenAI's: as F03
    Alone{"F12", "{fault: account-blocked, kind: forbidden}", "502", "502", "upstream_auth"},
    Alone{"F12", "{fault: account-blocked, kind: region}", "502", "502", "upstream_auth"},
    Alone{"F13", "fault: model-retired", "404", "404", "model_not_found"},
    Alone{"F16", "fault: silent-after-headers", "504", "504", "upstream_timeout"},
    Alone{"F17", "fault: no-answer", "504", "504", "upstream_timeout"},
    Alone{"F18", "fault: slow-drip", "-", "504", "upstream_timeout"},
    Alone{"F19", "fault: stalled-stream", "504", "-", "upstream_timeout"},
    Alone{"F22", "{fault: reset-mid-stream, after: headers}", "502", "502", "upstream_error"},
    Alone{"F23", "{fault: cut-mid-stream, after: headers}", "502", "502", "upstream_error"},
    Alone{"F24", "{fault: unfinished-stream, after: headers}", "-", "502", "upstream_error"},
    Alone{"F25", "fault: short-body", "502", "-", "upstream_error"},
    Alone{"F26", "{fault: cut-event, delta: 0}", "-", "502", "upstream_error"},
    Alone{"F27", "fault: broken-framing", "502", "502", "upstream_error"},
    Alone{"F28", "{fault: error-in-stream, after: 1 event}", "-", "502", "upstream_error"},
    Alone{"F29", "{fault: overloaded-in-stream, after: 1 event}", "-", "503",
          "server_is_overloaded"},
    Alone{"F36", "fault: null-content", "502", "502", "upstream_error"},
    Alone{"F40", "{fault: wrong-content-type, kind: json-for-stream}", "-", "502",
          "upstream_error"},
    Alone{"F42", "fault: empty-stream", "-", "502", "upstream_error"},
    Alone{"F43", "fault: bad-compression", "502", "502", "upstream_error"},
    Alone{"F46", "fault: invalid-utf8", "502", "-", "upstream_error"},
    Alone{"F49", "{dns: nxdomain}", "502", "502", "upstream_error"},
    Alone{"F49", "{dns: hang}", "504", "504", "upstream_timeout"},
    Alone{"F50", "fault: refused", "502", "502", "upstream_error"},
    Alone{"F51", "fault: blackhole", "504", "504", "upstream_timeout"},
};

TEST(Alone, TheCallerIsToldWhatHasBefallenThePrimary) {
  gateway::Options gateway = default_gateway();
  gateway.chain.resize(1);
  for (const Alone& one : cases) {
    ExpectedRow row{one.failure, one.injection, {"-", "-"}, {}, {}, {}};
    const rig::Row played = playable(row);
    for (const bool streamed : {false, true}) {
      const std::string expected = streamed ? one.streamed : one.unary;
      if (expected == "-") {
        continue;
      }
      const auto shape = streamed ? rig::Shape::streamed : rig::Shape::unary;
      const auto got = rig::measure_simulated(gateway, played, shape, Seed(1));
      ASSERT_TRUE(got) << name_of(row, streamed);
      EXPECT_EQ(seen_of(*got).end, expected) << name_of(row, streamed) << " " << got->error;
      EXPECT_EQ(got->error, one.error) << name_of(row, streamed);
      EXPECT_LE(seen_of(*got).seconds, 60.5) << name_of(row, streamed);  // the deadline
    }
  }
}

}  // namespace
}  // namespace gameday::test
