#pragma once
// The edits of a deed done to a whole unary body, and its coding.

#include <string>
#include <string_view>

#include "faults/fit.hpp"

namespace gameday::faults {

/// It must be there as a whole before its first byte is given on.
bool edits_body(const Deed& deed, const AnswerHead& head);

struct EditedBody {
  bool changed = false;
  std::string_view misfit;  // not_json: the deed cannot be done; empty: it can
};
/// `body` in place; where there is a misfit it is as it was. For a deed without misfit(). Where the
/// body is coded, the inserts have been put in before.
EditedBody edit_body(const Deed& deed, const AnswerHead& head, std::string& body);
/// What is still to be done to a body that is coded.
Deed after_coding(const Deed& deed);

}  // namespace gameday::faults
