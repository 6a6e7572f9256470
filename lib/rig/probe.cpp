#include "rig/probe.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/marker.hpp"
#include "http/client.hpp"
#include "llm/error_words.hpp"

namespace gameday::rig {
namespace {

// A person waits for it before a run begins; a gateway with its own fallbacks may take a while.
constexpr Duration longest_wait = 30s;
constexpr std::size_t longest_word = 80;  // of an error that somebody else named

std::string words_of(const http::CallError& error) {
  if (error.ec == rt::IoError::timed_out) {
    return "does not answer";
  }
  const bool met = error.step != http::Step::connect && error.step != http::Step::tls;
  return fmt::format("{}: {}", met ? "broke off" : "cannot be reached", error.ec.message());
}

std::string words_of(const http::Response& response) {
  if (response.head.status / 100 == 2) {
    return "answered";
  }
  const auto error = llm::read_error(response.body);
  std::string why = !error ? "" : error->code.empty() ? error->type : error->code;
  why.resize(std::min(why.size(), longest_word));
  return why.empty() ? fmt::format("answered {}", response.head.status)
                     : fmt::format("answered {} ({})", response.head.status, why);
}

}  // namespace

rt::awaitable<ProbeAnswer> probe(rt::World& world, load::Target target, const load::Options& load) {
  load::RequestKind kind = load.kinds.front();
  kind.stream = false;
  http::PoolOptions options;
  options.tls = target.tls;
  options.idle_most = 0;
  http::Pool pool(world, target.address, options);
  load::Request request = load::make_request(kind, target, probe_ordinal);
  const TimePoint latest = later(world.now(), std::min(load.timeout, longest_wait));
  const rt::Bound bound{latest, rt::Limit::total, nullptr};
  const auto answer =
      co_await http::fetch(pool, std::move(request.head), std::move(request.body), bound);
  ProbeAnswer out;
  out.answered = answer.has_value();
  out.words = answer ? words_of(*answer) : words_of(answer.error());
  co_return out;
}

}  // namespace gameday::rig
