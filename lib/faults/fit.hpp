#pragma once
// Whether a deed can be done to an answer: known when its head is in, before any of it is done.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "faults/injection.hpp"
#include "llm/dialect.hpp"

namespace gameday::faults {

/// What is known of an answer when its head is in.
struct AnswerHead {
  std::optional<llm::Dialect> dialect;  // none: nobody's; every event is a delta
  bool streamed = false;                // text/event-stream
  bool encoded = false;                 // a Content-Encoding other than identity
  bool bodiless = false;                // to HEAD, or 204, 304
  std::optional<std::uint64_t> length;  // of the body
  std::uint64_t id = 0;                 // of an inserted error
  std::string model;                    // … and its model
};

/// Whether anything happens to the answer itself, after its head.
bool touches_answer(const Deed& deed);
/// Whether it must be able to read the answer's body: the provider is asked not to encode it.
bool reads_answer(const Deed& deed);

/// Whether `edit` means such answers at all; only those of catalogue entries may not.
bool applies(const Edit& edit, const AnswerHead& head);

/// Why nothing of the deed can be done: no_body, not_a_stream, not_unary, no_length or encoded;
/// empty when it can. One action that cannot work takes the others with it.
std::string_view misfit(const Deed& deed, const AnswerHead& head);
/// A body without a known length must be there as a whole before its first byte is given on.
bool needs_length(const Deed& deed, const AnswerHead& head);

/// Where `point` lies in this answer: shares and the counts of unary bodies become bytes (a body's
/// middle for one event or delta or more), and nothing counted yet is `after headers`.
Point placed(const Point& point, const AnswerHead& head);

}  // namespace gameday::faults
