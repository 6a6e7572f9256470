#include <fmt/format.h>

#include "faults/answer.hpp"
#include "faults/parse.hpp"

namespace gameday::faults {
namespace {

// `20 s`, `1.5 s`, `250 ms`, `5 min`: as people say it.
std::string spoken(Duration wait) {
  if (wait >= 2min && wait % 1min == 0s) {
    return fmt::format("{} min", wait / 1min);
  }
  if (wait < 1s) {
    return wait % 1ms == 0s ? fmt::format("{} ms", wait / 1ms) : gameday::to_text(wait);
  }
  std::string seconds = fmt::format("{}.{:03}", wait / 1s, wait % 1s / 1ms);
  seconds.erase(seconds.find_last_not_of('0') + 1);
  if (seconds.back() == '.') {
    seconds.pop_back();
  }
  return seconds + " s";
}

std::string spoken(const Respond& respond) {
  const int status = status_of(respond);
  std::string text = fmt::format("{}", status);
  // What the status alone would say needs no second word.
  const std::string error = respond.source == Respond::Source::error ? respond.text : "";
  if (!error.empty() && error != "rate-limit" && error != "overloaded" && error != "server") {
    text += " (" + error + ')';
  }
  if (const auto hint = hint_of(respond)) {
    text += fmt::format(" with Retry-After: {} s",
                        std::chrono::ceil<std::chrono::seconds>(*hint).count());
  }
  return text;
}

std::string spoken(const Selectors& selectors) {
  const char* whom = selectors.per == Per::request ? "requests" : "attempts";
  if (!selectors.share) {
    return "every attempt";
  }
  const Ratio share = *selectors.share;
  if (share == Ratio{1, 1}) {
    return selectors.per == Per::request ? "every request" : "every attempt";
  }
  const std::string number = to_text(share);
  if (share == Ratio{1, 2}) {
    return fmt::format("half ({}) of {}", number, whom);
  }
  return fmt::format("{} of {}", number, whom);
}

}  // namespace

std::string describe(const Injection& injection) {
  std::string deed;
  if (injection.deed.delay && injection.deed.delay->headers) {
    const Duration wait = injection.deed.delay->headers->fixed;
    deed = wait == forever ? "no headers ever" : fmt::format("headers {} late", spoken(wait));
  }
  if (injection.deed.respond) {
    deed += (deed.empty() ? "" : ", then ") + spoken(*injection.deed.respond);
  }
  return deed + ", " + spoken(injection.selectors);
}

}  // namespace gameday::faults
