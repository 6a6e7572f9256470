#pragma once
// What a provider means by an error: its code first, then its type, then the status, wherever the
// error object stood. Sources: OpenAI's error codes guide, Anthropic's errors page, Cloudflare's
// 5xx pages, OpenRouter's numeric codes.

#include <cstdint>

#include "llm/error_words.hpp"

namespace gameday::policy {

enum class Cause : std::uint8_t {
  rate_limited,  // this key, for now
  out_of_money,  // this key, until somebody pays
  bad_key,       // revoked or never valid
  account,       // blocked, on hold, not permitted
  region,        // this place is not served, whichever key
  no_model,      // this key does not have the model (any more)
  bad_request,   // the caller's, if the first target says so
  too_large,     // likewise
  passing,       // 408, 409, most 5xx: cheap, and the next try may well work
  overloaded,    // as passing; shown as 503
  slow,          // 504, 522, 524: the wait has been paid once already
  unfit          // nothing that another try here would change
};

Cause cause_of(const llm::ErrorObject& error, int status);
Cause cause_of_status(int status);

}  // namespace gameday::policy
