#include "mock/telling.hpp"

#include "http/body_writer.hpp"
#include "rt/error.hpp"

namespace gameday::mock {
namespace {

// A writer that is late, because its client was slow, catches up in pieces of a socket's buffer.
constexpr std::size_t write_most = 64 * 1024;

}  // namespace

rt::awaitable<error_code> tell(rt::World& world, http::Exchange& exchange, Stream stream,
                               const std::vector<Piece>& pieces, const Pace& pace,
                               TimePoint asked) {
  const rt::Bound unbounded{never, rt::Limit::none, &exchange.stop()};
  http::BodyWriter body(exchange, std::move(stream.head));
  Events& events = *stream.events;
  body.add(events.opening());
  for (std::size_t told = 0; true;) {  // pieces, and at last the end
    const TimePoint now = world.now();
    std::size_t collected = 0;
    while (told <= pieces.size() && collected < write_most && later(asked, pace.due(told)) <= now) {
      const bool over = told == pieces.size();
      const std::string event = over ? events.closing() : events.piece(pieces[told]);
      body.add(event);
      collected += event.size();
      ++told;
    }
    if (told > pieces.size()) {
      body.finish();
    }
    const error_code ec = co_await body.flush(unbounded);
    if (ec || told > pieces.size()) {
      co_return ec;
    }
    const rt::Bound wait{later(asked, pace.due(told)), rt::Limit::none, &exchange.stop()};
    co_await rt::sleep(world, wait);
    if (exchange.stop().requested()) {
      co_return rt::make_error_code(rt::IoError::stopped);
    }
  }
}

}  // namespace gameday::mock
