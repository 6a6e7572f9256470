#pragma once
// What came back from a provider, as an outcome: pure, so that every way to be no answer is a row
// in a test.

#include <optional>

#include "base/time.hpp"
#include "gateway/dialect.hpp"
#include "http/client.hpp"
#include "llm/chat.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// A whole unary 200: an answer that is one, or the failure it is instead. `form`: as
/// AnswerStream's.
policy::Outcome checked(http::Response response, const policy::Request& request,
                        const Dialect& dialect, WallTime wall, policy::AnswerForm* form = nullptr);
/// An error status with as much of its body as came. `wall` is for Retry-After dates.
policy::Failure refused(const http::Response& response, WallTime wall);

/// What a 200's body is instead of an answer; nothing: it is one.
std::optional<policy::Failure> no_answer(llm::AnswerDefect defect, std::string_view body);

/// Every choice stopped by itself without a word. Nothing: it says something.
std::optional<policy::Failure> empty_answer(const llm::AnswerFacts& facts);

/// Of an answer in OpenAI's words.
policy::Usage usage_of(const llm::AnswerFacts& facts);

/// A response that did not come, or not whole. `status`: of its head; 0: none came.
policy::Failure failure_of(const http::CallError& error, int status);
policy::Failure broken(policy::FailureKind kind, int status, std::string detail);

}  // namespace gameday::gateway
