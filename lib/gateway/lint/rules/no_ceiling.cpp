#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"
#include "gateway/lint/worst_case.hpp"

namespace gameday::gateway::lint {
namespace {

// Two keys on one target, a fallback and a retry each come to five; twice that is no longer care.
constexpr std::uint32_t most_tries = 8;

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const Course worst = worst_case(options, FailureClass::unavailable, Shape::unary).outage;
  if (worst.attempts <= most_tries) {
    return;
  }
  const auto providers = asked_to_chat(options);
  const Provider* eager = *std::max_element(
      providers.begin(), providers.end(),
      [](const auto* one, const auto* other) { return one->retry.max < other->retry.max; });
  Finding finding;
  finding.where = where(options, eager->name, Setting::retry_max);
  finding.what = fmt::format(
      "One request makes {} tries while every provider is down: retries are "
      "load, and come when there is least to spare.",
      worst.attempts);
  finding.fix = write(options, Setting::retry_max, "1", "");
  findings.push_back(std::move(finding));
}

}  // namespace

Rule no_ceiling() {
  return {"no-ceiling",
          "one request may become a crowd of tries",
          "Retries multiply load exactly when a provider has least to give. With r retries on t "
          "targets one request becomes t × (1 + r) tries, and each layer above that retries as "
          "well multiplies again: three layers of three retries are 64 (Google SRE book, "
          "\"Handling Overload\": a per-request budget of three tries and a client-wide share of "
          "ten percent). A fallback beats a third try on the same provider.",
          R"({"retry": {"max": 6}})",
          R"({"retry": {"max": 1}})",
          look};
}

}  // namespace gameday::gateway::lint
