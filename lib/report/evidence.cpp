#include "report/evidence.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/waterfall.hpp"
#include "verdict/retry_hints.hpp"

namespace gameday::report {
namespace {

using record::RequestRecord;
using verdict::CheckResult;

struct Shown {
  const RequestRecord* request = nullptr;
  std::string why;  // `slowest`
  std::string how;  // `6 s`
};

std::string took(const RequestRecord& request) {
  return duration(request.ended - request.intended, digits_in_prose);
}

Duration first_token(const RequestRecord& request) {
  return request.first_content ? *request.first_content - request.intended : forever;
}

Duration silence(const RequestRecord& request) {
  return request.longest_gap;
}

// Of the streams of the check's window the one with the largest time; the first of equals.
template <class Time>
const RequestRecord* largest(const Document& document, const CheckResult& check, Time time) {
  const RequestRecord* found = nullptr;
  for (const RequestRecord& request : document.records.requests) {
    const bool of_check = request.experiment == check.experiment && request.arm == check.arm &&
                          request.window == check.window && request.streamed;
    if (of_check && (found == nullptr || time(request) > time(*found))) {
      found = &request;
    }
  }
  return found;
}

Shown cut_silently(const std::vector<const RequestRecord*>& failed) {
  const auto at = std::ranges::find(failed, record::Outcome::truncated_stream,
                                    [](const RequestRecord* request) { return request->outcome; });
  return at == failed.end() ? Shown{} : Shown{*at, "first cut silently", took(**at)};
}

// Of the attempts that came before their Retry-After was over, the first one's request.
Shown too_soon(const Document& document, const CheckResult& check) {
  for (const record::AttemptRecord* attempt : verdict::too_soon(document.records.attempts)) {
    for (const RequestRecord& request : document.records.requests) {
      if (attempt->experiment == check.experiment && attempt->arm == check.arm &&
          request.experiment == check.experiment && request.arm == check.arm &&
          request.window == check.window && attempt->ordinal == request.ordinal) {
        return {&request, "first too soon", took(request)};
      }
    }
  }
  return {};
}

Shown choose(const Document& document, const CheckResult& check) {
  if (check.text.starts_with("ttft.")) {
    const RequestRecord* last = largest(document, check, first_token);
    return last == nullptr
               ? Shown{}
               : Shown{last, "last first token", duration(first_token(*last), digits_in_prose)};
  }
  if (check.text.starts_with("stall.")) {
    const RequestRecord* longest = largest(document, check, silence);
    return longest == nullptr
               ? Shown{}
               : Shown{longest, "longest silence", duration(silence(*longest), digits_in_prose)};
  }
  if (check.text.starts_with("retry_after.")) {
    return too_soon(document, check);
  }
  const Place place{check.experiment, check.arm, check.window};
  const auto failed = slowest(document, place, true);
  if (check.text.starts_with("truncated")) {
    return cut_silently(failed);
  }
  const auto requests = failed.empty() ? slowest(document, place, false) : failed;
  return requests.empty() ? Shown{}
                          : Shown{requests.front(), failed.empty() ? "slowest" : "first failed",
                                  took(*requests.front())};
}

}  // namespace

const RequestRecord* evidence_request(const Document& document, const CheckResult& check) {
  return choose(document, check).request;
}

std::string evidence(const Document& document, const CheckResult& check,
                     const verdict::Trails& trails) {
  const Shown shown = choose(document, check);
  return shown.request == nullptr
             ? std::string()
             : fmt::format("{}: request {}, {}: {}", shown.why, shown.request->ordinal, shown.how,
                           waterfall(document, trails.of(*shown.request)));
}

}  // namespace gameday::report
