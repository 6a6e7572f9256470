#include "rig/verify/shared_records.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gameday::rig {
namespace {

constexpr int fine = 200;

bool served(const record::AttemptRecord& attempt, std::uint32_t ordinal) {
  return attempt.ordinal == ordinal && attempt.status == fine;
}

}  // namespace

void SharedRecords::request(const record::RequestRecord& record) noexcept {
  const std::lock_guard lock(mutex_);
  records_.requests.push_back(record);
}

void SharedRecords::attempt(const record::AttemptRecord& record) noexcept {
  const std::lock_guard lock(mutex_);
  records_.attempts.push_back(record);
}

void SharedRecords::event(const record::Event& event) noexcept {
  const std::lock_guard lock(mutex_);
  records_.events.push_back(event);
}

bool SharedRecords::well(std::uint32_t ordinal) {
  const std::lock_guard lock(mutex_);
  const bool ok = std::ranges::any_of(records_.requests, [&](const auto& request) {
    return request.ordinal == ordinal && request.outcome == record::Outcome::ok;
  });
  return ok && std::ranges::any_of(records_.attempts, [&](const auto& attempt) {
           return served(attempt, ordinal) && attempt.provider == 0;
         });
}

std::string SharedRecords::words(std::uint32_t ordinal, const record::Cast& cast) {
  const std::lock_guard lock(mutex_);
  const auto request =
      std::ranges::find(records_.requests, ordinal, &record::RequestRecord::ordinal);
  if (request == records_.requests.end()) {
    return "was not sent";
  }
  if (request->outcome != record::Outcome::ok) {
    return request->status == 0 ? fmt::format("ended in {}", record::to_text(request->outcome))
                                : fmt::format("got {}{}{}", request->status,
                                              request->error.empty() ? "" : " ", request->error);
  }
  const auto by = std::ranges::find_if(
      records_.attempts, [&](const auto& attempt) { return served(attempt, ordinal); });
  return by == records_.attempts.end() ? "was answered past the fault proxies"
                                       : "was answered by " + cast.providers.at(by->provider);
}

}  // namespace gameday::rig
