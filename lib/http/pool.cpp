#include "http/client.hpp"
#include "http/pooled_call.hpp"
#include "rt/error.hpp"

namespace gameday::http {
namespace {

CallError not_opened(Step step, const error_code& ec, const rt::Bound& bound) {
  CallError error;
  error.step = step;
  error.ec = ec;
  error.limit = ec == rt::IoError::timed_out ? bound.limit : rt::Limit::none;
  return error;
}

}  // namespace

struct Pool::Parts {
  Parts(rt::World& the_world, rt::Address the_address, const PoolOptions& options)
      : world(the_world),
        address(std::move(the_address)),
        limits(options.limits),
        lining(options.lining),
        tls(options.tls),
        tls_name(options.tls_name.empty() ? address.host : options.tls_name),
        tls_time(options.tls_time),
        idle(std::make_shared<IdleLinks>(the_world.clock, options)) {}

  rt::World& world;
  const rt::Address address;
  const Limits limits;
  const rt::Lining lining;
  const rt::TlsTrustPtr tls;
  const std::string tls_name;
  const Duration tls_time;
  const std::shared_ptr<IdleLinks> idle;  // outlives the pool while a call may give back to it
};

Pool::Pool(rt::World& world, rt::Address address, PoolOptions options)
    : parts_(std::make_shared<Parts>(world, std::move(address), options)) {}

Pool::~Pool() {
  parts_->idle->retire();
}

rt::awaitable<boost::system::result<std::unique_ptr<Call>, CallError>> Pool::call(rt::Bound bound,
                                                                                  bool fresh) {
  const StepBound same = [&](Step) { return bound; };
  co_return co_await call(same, fresh);
}

rt::awaitable<boost::system::result<std::unique_ptr<Call>, CallError>> Pool::call(
    const StepBound& bound, bool fresh) {
  const std::shared_ptr<Parts> parts = parts_;
  std::unique_ptr<Link> link = fresh ? nullptr : parts->idle->take();
  const bool reused = link != nullptr;
  if (!reused) {
    rt::Bound step = bound(Step::connect);
    result<rt::StreamPtr> opened = co_await parts->world.network.dial(parts->address, step);
    if (!opened) {
      co_return not_opened(Step::connect, opened.error(), step);
    }
    if (parts->tls) {
      const TimePoint latest = later(parts->world.now(), parts->tls_time);
      step = bound(Step::tls).tighter(latest, rt::Limit::tls);
      opened = co_await rt::tls_client(std::move(*opened), parts->tls, parts->tls_name, step);
    }
    if (!opened) {
      co_return not_opened(Step::tls, opened.error(), step);
    }
    if (parts->lining) {
      opened = parts->lining(std::move(*opened));
    }
    link = std::make_unique<Link>(std::move(*opened), parts->limits);
  }
  std::unique_ptr<Call> call = std::make_unique<PooledCall>(parts->idle, std::move(link), reused);
  co_return call;
}

const rt::Address& Pool::address() const {
  return parts_->address;
}
TimePoint Pool::now() const {
  return parts_->world.now();
}
std::size_t Pool::idle() const {
  return parts_->idle->size();
}
void Pool::close_idle() {
  parts_->idle->close_all();
}

}  // namespace gameday::http
