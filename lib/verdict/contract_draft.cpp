// contract.yaml from what was measured.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "verdict/contract.hpp"

namespace gameday::verdict {
namespace {

// Jitter and machines differ: a time may be half as long again as it was, and half a second on
// top; what the config declares is kept where it is more.
constexpr double time_headroom = 1.5;
constexpr double time_headroom_least = 0.5;
// A client that gives up at 60 s has its outcome a little later.
constexpr Duration client_timeout = 61s;

/// One row, both shapes.
struct Seen {
  bool control = false;
  bool connections = false;
  std::size_t attempts = 0;
  std::uint32_t says = 0;
  std::optional<Duration> failover;
  Duration failover_says{};
  Duration took{};
  Duration took_says{};
  bool hung = false;
  bool truncated = false;
  bool measured = false;
};

void add(Seen& seen, const MatrixCell& cell) {
  const Measurement& did = *cell.measured;
  seen.control = cell.control;
  seen.connections = cell.connections;
  seen.measured = true;
  seen.attempts = std::max(seen.attempts, did.tries.size());
  if (did.failover) {
    seen.failover = std::max(seen.failover.value_or(Duration::zero()), *did.failover);
  }
  seen.took = std::max(seen.took, did.took);
  seen.hung = seen.hung || did.hang();
  seen.truncated = seen.truncated || did.outcome == record::Outcome::truncated_stream;
  if (cell.declared) {
    seen.says = std::max(seen.says, cell.declared->attempts);
    seen.failover_says =
        std::max(seen.failover_says, cell.declared->failover.value_or(Duration::zero()));
    seen.took_says = std::max(seen.took_says, cell.declared->time);
  }
}

/// A tenth of a second, rounded up: `4.4s`.
std::string limit(Duration did, Duration says) {
  constexpr double tenths = 10;
  const double room = to_seconds(did) * time_headroom + time_headroom_least;
  const double declared = says == forever ? 0 : to_seconds(says) * 1.1 + time_headroom_least;
  const double wanted =
      std::min(std::max(room, declared), to_seconds(std::max(client_timeout, did)));
  return fmt::format("{:g}s", std::ceil(wanted * tenths) / tenths);
}

std::string clauses(const Seen& seen) {
  std::string list;
  const auto add_check = [&](std::string text) {
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", text);
  };
  if (!seen.connections) {
    add_check(fmt::format("attempts.max <= {}", std::max<std::size_t>(seen.attempts, seen.says)));
  }
  if (seen.failover && !seen.connections) {
    add_check("failover.max <= " + limit(*seen.failover, seen.failover_says));
  }
  add_check("outcome.max <= " + limit(seen.took, seen.took_says));
  return list;
}

std::string remark(const Seen& seen) {
  std::string text = fmt::format("measured {:.2f} s", to_seconds(seen.took));
  if (!seen.connections) {
    text += fmt::format(", {} attempt{}", seen.attempts, seen.attempts == 1 ? "" : "s");
  }
  if (seen.says > seen.attempts && !seen.connections) {
    text += fmt::format(" of {} that the config allows", seen.says);
  }
  text += seen.hung ? "; it hangs: the client gave up" : "";
  text += seen.truncated ? "; a stream was cut silently" : "";
  return text;
}

}  // namespace

std::string draft_contract(const Matrix& matrix) {
  std::vector<std::string> order;
  std::map<std::string, Seen> rows;
  bool truncated = false;
  bool degraded = false;
  for (const MatrixCell& cell : matrix.cells) {
    if (!cell.measured || !cell.why_not.empty()) {
      continue;
    }
    if (!rows[cell.row].measured) {
      order.push_back(cell.row);
    }
    add(rows[cell.row], cell);
    truncated = truncated || rows[cell.row].truncated;
    degraded = degraded || (cell.control && (cell.measured->degraded ||
                                             cell.measured->outcome != record::Outcome::ok));
  }
  std::string out = fmt::format(
      "# What {}\n"
      "# did when this was written, with headroom: times half as long again and 0.5 s more, or "
      "what\n"
      "# the config declares where that is more; attempts as declared. Make it tighter where you "
      "know\n"
      "# better, and hold later builds to it: gameday verify … --contract FILE\n"
      "contract: 1\nexpect:\n",
      matrix.subject);
  if (!truncated) {
    out += "  every failure: [\"truncated == 0\"]\n";
  }
  if (!degraded) {
    out += "  no fault: [\"failed == 0\", \"degraded == 0\", \"attempts.max <= 1\"]\n";
  }
  for (const std::string& name : order) {
    const Seen& seen = rows[name];
    if (!seen.control) {
      out += fmt::format("  \"{}\": [{}]  # {}\n", name, clauses(seen), remark(seen));
    }
  }
  return out;
}

}  // namespace gameday::verdict
