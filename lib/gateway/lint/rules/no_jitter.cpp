#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    if (provider->retry.max == 0 || provider->retry.jitter != Jitter::none) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::jitter);
    finding.subject = provider->name;
    finding.what = "What failed together is retried together: the peak comes again.";
    finding.fix = write(options, Setting::jitter, "\"full\"", "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule no_jitter() {
  return {"no-jitter",
          "all clients retry in step",
          "Requests that failed together are retried together when each waits the same time: "
          "the provider sees the same peak again, and again. Full jitter spreads them best "
          "(AWS, \"Exponential Backoff And Jitter\").",
          R"({"retry": {"jitter": "none"}})",
          R"({"retry": {"jitter": "full"}})",
          look};
}

}  // namespace gameday::gateway::lint
