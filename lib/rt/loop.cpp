#include "rt/loop.hpp"

#include <map>

#include <fmt/format.h>

#include "base/assert.hpp"

namespace gameday::rt {
namespace {

Clock& no_clock() {
  CHECK(false, "an executor that belongs to no World");
  return *static_cast<Clock*>(nullptr);
}

}  // namespace

asio::execution_context::id Loop::id;

Loop& Loop::make(asio::io_context& io, Clock& clock) {
  return asio::make_service<Loop>(io, clock);
}

Loop& Loop::of(const Executor& executor) {
  return asio::use_service<Loop>(executor.context());
}

Loop::Loop(asio::execution_context& context) : Loop(context, no_clock()) {}

Loop::Loop(asio::execution_context& context, Clock& clock_of_world)
    : service(context),
      executor(static_cast<asio::io_context&>(context).get_executor()),
      clock(clock_of_world) {}

void Loop::park(Parked& parked) {
  parked.previous_ = last_;
  parked.next_ = nullptr;
  if (last_ != nullptr) {
    last_->next_ = &parked;
  }
  last_ = &parked;
}

void Loop::unpark(Parked& parked) {
  if (parked.previous_ != nullptr) {
    parked.previous_->next_ = parked.next_;
  }
  if (parked.next_ != nullptr) {
    parked.next_->previous_ = parked.previous_;
  } else {
    last_ = parked.previous_;
  }
  parked.previous_ = parked.next_ = nullptr;
}

std::string Loop::describe_tasks() const {
  std::map<std::string_view, std::size_t> counts;
  for (const std::string_view name : tasks) {
    ++counts[name];
  }
  std::string text;
  for (const auto& [name, count] : counts) {
    text += text.empty() ? "" : ", ";
    text += count == 1 ? std::string(name) : fmt::format("{} x {}", name, count);
  }
  return text.empty() ? "none" : text;
}

void Loop::shutdown() {
  ending_ = true;
  while (last_ != nullptr) {
    Parked& parked = *last_;
    unpark(parked);
    parked.abandon();
  }
}

}  // namespace gameday::rt
