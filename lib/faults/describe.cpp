#include <fmt/format.h>

#include "faults/parse.hpp"
#include "faults/spoken.hpp"

namespace gameday::faults {
namespace {

using Parts = std::vector<std::string>;

/// `2 s late`, `late by 1 s (p50) to 4 s (p99)`.
std::string late(const Wait& wait) {
  if (wait.drawn) {
    return fmt::format("late by {} (p50) to {} (p99)", spoken(wait.drawn->p50),
                       spoken(wait.drawn->p99));
  }
  return spoken(wait.fixed) + " late";
}

bool same(const std::optional<Wait>& left, const std::optional<Wait>& right) {
  return left && right && left->fixed == right->fixed && left->drawn == right->drawn;
}

void add_delay(const Delay& delay, Parts& parts) {
  const auto add = [&](std::string_view what, const std::optional<Wait>& wait) {
    if (wait) {
      const bool ever = !wait->drawn && wait->fixed == forever;
      parts.push_back(ever ? fmt::format("no {} ever", what)
                           : fmt::format("{} {}", what, late(*wait)));
    }
  };
  add("headers", delay.headers);
  if (same(delay.first_event, delay.each_event)) {
    add("every event", delay.each_event);
    return;
  }
  add("first event", delay.first_event);
  add("later events", delay.each_event);
}

std::string again(const Insert& insert) {
  if (!insert.every) {
    return {};
  }
  const std::uint64_t events = insert.every->events;
  return events == 0   ? " and every " + spoken(insert.every->time)
         : events == 1 ? std::string(" and after every event")
                       : fmt::format(" and after every {} events", events);
}

std::string spoken_insert(const Insert& insert) {
  std::string what;
  switch (insert.what) {
    case Insert::What::error:
      what = "error " + insert.name + (insert.form == "native" ? "" : " as " + insert.form);
      break;
    case Insert::What::comment:
      what = "a comment";
      break;
    case Insert::What::ping:
      what = "a ping";
      break;
    case Insert::What::event:
      what = insert.name.empty() ? "an event" : "an event " + insert.name;
      break;
    case Insert::What::bytes:
      what = fmt::format("{} of other bytes", gameday::to_text(Bytes{insert.text.size()}));
      break;
    case Insert::What::wire:
      what = fmt::format("{} outside the framing", gameday::to_text(Bytes{insert.text.size()}));
      break;
    case Insert::What::replay:
      what = "all events once more";
      break;
  }
  return what + ' ' + to_text(insert.point) + again(insert);
}

std::string spoken_stall(const Stall& stall) {
  std::string text = stall.length == forever ? std::string("silence")
                                             : fmt::format("{} of silence", spoken(stall.length));
  text += ' ' + to_text(stall.point);
  if (stall.keepalive != KeepAlive::none) {
    const char* kind = stall.keepalive == KeepAlive::ping ? "pings" : "comments";
    text += fmt::format(" with {} every {}", kind, spoken(stall.every));
  }
  return text;
}

std::string spoken_cut(const Cut& cut, const Selectors& selectors) {
  const char* answer = selectors.stream == true ? "stream" : "answer";
  const std::string where = to_text(cut.point);
  switch (cut.how) {
    case Cut::How::reset:
      return fmt::format("{} cut by RST {}", answer, where);
    case Cut::How::fin:
      return fmt::format("{} cut by FIN {}", answer, where);
    case Cut::How::clean:
      return fmt::format("{} ended cleanly {}", answer, where);
    case Cut::How::eof:
      break;
  }
  return fmt::format("{} ended by closing {}", answer, where);
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, std::string_view by) {
  return fmt::format("{}", fmt::join(parts, by));
}

std::string describe(const Injection& injection, const std::vector<llm::Dialect>& dialects) {
  const Deed& deed = injection.deed;
  if (level_of(deed) <= Level::connection) {
    return describe_connection(injection);
  }
  Parts parts;
  if (deed.read_throttle) {
    parts.push_back(deed.read_throttle->count == 0
                        ? std::string("request's body not read")
                        : fmt::format("request's body read at {}/s", to_text(*deed.read_throttle)));
  }
  if (deed.delay && deed.delay->headers) {
    Delay first;
    first.headers = deed.delay->headers;
    add_delay(first, parts);
  }
  for (const Stall& stall : deed.stalls) {
    if (before_headers(stall.point)) {
      parts.push_back(spoken_stall(stall));
    }
  }
  if (deed.respond) {
    parts.push_back(spoken(*deed.respond, dialects));
  }
  if (deed.answer) {
    parts.push_back(spoken(*deed.answer));
  }
  for (const HeadChange& change : deed.heads) {
    parts.push_back(spoken(change));
  }
  if (deed.delay) {
    Delay rest = *deed.delay;
    rest.headers.reset();
    add_delay(rest, parts);
  }
  for (const Edit& edit : deed.edits) {
    parts.push_back(spoken(edit));
  }
  for (const Insert& insert : deed.inserts) {
    parts.push_back(spoken_insert(insert));
  }
  if (deed.encode) {
    parts.push_back(spoken(*deed.encode));
  }
  for (const Stall& stall : deed.stalls) {
    if (!before_headers(stall.point)) {
      parts.push_back(spoken_stall(stall));
    }
  }
  if (deed.cut) {
    parts.push_back(spoken_cut(*deed.cut, injection.selectors));
  }
  if (deed.throttle) {
    parts.push_back(fmt::format("{}/s of body", to_text(*deed.throttle)));
  }
  if (deed.resegment) {
    parts.push_back(spoken(*deed.resegment));
  }
  return joined(parts, ", then ") + ", " + joined(spoken(injection.selectors), ", ");
}

}  // namespace gameday::faults
