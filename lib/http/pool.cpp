#include "http/client.hpp"
#include "http/pooled_call.hpp"
#include "rt/error.hpp"

namespace gameday::http {

struct Pool::Parts {
  Parts(rt::World& the_world, rt::Address the_address, const PoolOptions& options)
      : world(the_world),
        address(std::move(the_address)),
        limits(options.limits),
        idle(std::make_shared<IdleLinks>(the_world.clock, options)) {}

  rt::World& world;
  const rt::Address address;
  const Limits limits;
  const std::shared_ptr<IdleLinks> idle;  // outlives the pool while a call may give back to it
};

Pool::Pool(rt::World& world, rt::Address address, PoolOptions options)
    : parts_(std::make_shared<Parts>(world, std::move(address), options)) {}

Pool::~Pool() {
  parts_->idle->retire();
}

rt::awaitable<boost::system::result<std::unique_ptr<Call>, CallError>> Pool::call(rt::Bound bound,
                                                                                  bool fresh) {
  const std::shared_ptr<Parts> parts = parts_;
  std::unique_ptr<Link> link = fresh ? nullptr : parts->idle->take();
  const bool reused = link != nullptr;
  if (!reused) {
    result<rt::StreamPtr> dialled = co_await parts->world.network.dial(parts->address, bound);
    if (!dialled) {
      CallError error;
      error.ec = dialled.error();
      error.limit = error.ec == rt::IoError::timed_out ? bound.limit : rt::Limit::none;
      co_return error;
    }
    link = std::make_unique<Link>(std::move(*dialled), parts->limits);
  }
  std::unique_ptr<Call> call = std::make_unique<PooledCall>(parts->idle, std::move(link), reused);
  co_return call;
}

const rt::Address& Pool::address() const {
  return parts_->address;
}
std::size_t Pool::idle() const {
  return parts_->idle->size();
}
void Pool::close_idle() {
  parts_->idle->close_all();
}

}  // namespace gameday::http
