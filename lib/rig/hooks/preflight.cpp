#include "rig/hooks/preflight.hpp"

#include <fmt/format.h>

#include "rig/program.hpp"
#include "rt/real_world.hpp"

namespace gameday::rig {
namespace {

std::string words(const std::vector<StatusRange>& ranges) {
  std::vector<std::string> list;
  for (const StatusRange& range : ranges) {
    list.push_back(range.from == range.to ? fmt::format("{}", range.from)
                                          : fmt::format("{} to {}", range.from, range.to));
  }
  return fmt::format("{}", fmt::join(list, " or "));
}

rt::awaitable<void> ask_into(rt::World& world, const Preflight& check, Answered& answered) {
  Question question;
  question.method = "GET";
  question.url = check.url;
  rt::Bound bound;
  bound.due = later(world.now(), check.timeout);
  answered = co_await ask(world, std::move(question), bound);
}

std::string asked(const Preflight& check) {
  rt::RealWorld world(rt::Epoch::start(), Seed(0));  // nothing here draws
  Answered answered;
  world.run(ask_into(world.world(), check, answered));
  return veto(check, answered);
}

std::string ran(const Preflight& check) {
  Program program;
  program.argv = check.command;
  program.timeout = check.timeout;
  return failure_words(program, run_program(program));
}

}  // namespace

std::string veto(const Preflight& check, const Answered& answered) {
  if (answered.status == 0) {
    return answered.problem;
  }
  for (const StatusRange& range : check.expect) {
    if (answered.status >= range.from && answered.status <= range.to) {
      return {};
    }
  }
  return fmt::format("answered {}, not {}", answered.status, words(check.expect));
}

std::string veto(const std::vector<Preflight>& checks) {
  for (const Preflight& check : checks) {
    const std::string problem = check.kind == Preflight::Kind::http ? asked(check) : ran(check);
    if (!problem.empty()) {
      return fmt::format("{}: {}", check.name, problem);
    }
  }
  return {};
}

}  // namespace gameday::rig
