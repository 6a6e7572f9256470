#include "load/unary_call.hpp"

#include "load/outcome.hpp"

namespace gameday::load {

rt::awaitable<void> call_unary(rt::World& world, http::Pool& pool, const Target& target,
                               Request request, rt::Bound bound, record::RequestRecord& record) {
  const auto answer =
      co_await http::fetch(pool, std::move(request.head), std::move(request.body), bound);
  record.ended = world.now();
  if (answer) {
    note_answer(record, target.dialect, *answer);
  } else {
    note_failure(record, answer.error());
  }
}

}  // namespace gameday::load
