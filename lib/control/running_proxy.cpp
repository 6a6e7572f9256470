#include "control/running_proxy.hpp"

#include "base/assert.hpp"

namespace gameday::control {

RunningProxy::RunningProxy(Shared shared, std::string name, std::string listen, Transport transport)
    : shared_(shared),
      name_(std::move(name)),
      sink_(name_, shared.feed),
      listen_(std::move(listen)),
      asked_(listen_),
      transport_(std::move(transport)) {}

RunningProxy::~RunningProxy() = default;

void RunningProxy::aim(Aim at) {
  CHECK(!enabled(), "a proxy that runs is moved");
  if (at.listen != listen_) {
    asked_ = at.listen;
    listen_ = std::move(at.listen);
  }
  transport_ = std::move(at.transport);
  if (at.toxics) {
    toxics_.replace(*at.toxics);
  }
  if (at.faults) {
    faults_ = std::move(*at.faults);
  }
  if (!faults_.empty()) {  // one may have come since somebody asked for tcp
    transport_.protocol = Protocol::http;
  }
}

ServicePtr RunningProxy::make(const Target& target) {
  ServicePtr made = transport_.protocol == Protocol::tcp
                        ? tcp_service(shared_.world, name_, target, sink_)
                        : http_service(shared_.world, name_, target, sink_, sink_, ledger_);
  made->apply(toxics_.plans());
  made->apply(faults_.plan(shared_.world.seed, name_));
  return made;
}

std::optional<ApiError> RunningProxy::bind(const Listen& at) {
  const answer<Target> target = target_of(transport_);
  if (!target) {  // a file has gone since it was checked
    return target.error();
  }
  ServicePtr made = make(*target);
  const result<rt::Address> bound = made->start(at.address);
  if (!bound) {
    return ApiError{500, listen_failure(at, bound.error())};
  }
  service_ = std::move(made);
  bound_ = *bound;
  listen_ = rt::to_text(bound_);
  return std::nullopt;
}

std::optional<ApiError> RunningProxy::open(Aim at) {
  const Aim before{listen_, {}, transport_, toxics_, faults_};
  const std::string asked_before = asked_;
  const Listen place = at.at;
  aim(std::move(at));
  std::optional<ApiError> failed = bind(place);
  if (failed) {
    listen_ = before.listen;
    asked_ = asked_before;
    transport_ = before.transport;
    toxics_ = *before.toxics;  // their revisions too: connections see no change
    faults_ = *before.faults;
  }
  return failed;
}

rt::awaitable<void> RunningProxy::close(rt::Bound bound) {
  const SeriesName name = series();
  const rt::Bound at_once{shared_.world.now(), rt::Limit::drain, nullptr};
  co_await end(raw_, name, at_once);
  const rt::Bound last = transport_.protocol == Protocol::http ? bound : at_once;
  co_await end(service_, name, last);
}

/// And forgets it.
rt::awaitable<void> RunningProxy::end(ServicePtr& service, SeriesName series, rt::Bound bound) {
  const ServicePtr ended = std::move(service);
  if (ended) {
    co_await ended->stop(bound);
    shared_.traffic.stopped(series, ended->counts());
  }
}

rt::awaitable<std::optional<ApiError>> RunningProxy::move(Aim to) {
  CHECK(enabled(), "a proxy that does not run is aimed");
  const SeriesName before = series();
  const Listen back{bound_, listen_};
  const rt::Bound at_once{shared_.world.now(), rt::Limit::drain, nullptr};
  // Two sockets cannot have one port. Else the old one goes on until the new one has its own.
  const bool same_port = to.at.address.port == bound_.port;
  ServicePtr old = std::move(service_);
  if (same_port) {
    co_await end(raw_, before, at_once);
    co_await end(old, before, at_once);
  }
  std::optional<ApiError> failed = open(std::move(to));
  if (!failed) {
    co_await end(raw_, before, at_once);
    co_await end(old, before, at_once);
  } else if (old) {
    service_ = std::move(old);
  } else {
    bind(back);  // somebody may have taken the port in between: then it is disabled
  }
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> RunningProxy::speak_http() {
  Transport transport = transport_;
  transport.protocol = Protocol::http;
  const answer<Target> target = target_of(transport);
  if (!target) {
    co_return target.error();
  }
  std::unique_ptr<rt::Listener> port;
  if (service_) {
    port = co_await service_->release();
  }
  transport_ = std::move(transport);
  if (port) {
    raw_ = std::move(service_);
    service_ = make(*target);
    service_->start(std::move(port));
  }
  co_return std::nullopt;
}

void RunningProxy::replace_toxics(const ToxicList& by) {
  toxics_.replace(by);
  adopt_toxics();
}

void RunningProxy::replace_faults(const FaultList& by) {
  change_faults([&](FaultList& list) {
    list = by;
    return true;
  });
}

proxy::TcpCounts RunningProxy::counts() const {
  proxy::TcpCounts all;
  for (const ServicePtr* const each : {&service_, &raw_}) {
    if (*each) {
      all.add((*each)->counts());
    }
  }
  return all;
}

std::size_t RunningProxy::connections() const {
  return (service_ ? service_->connections() : 0) + (raw_ ? raw_->connections() : 0);
}

void RunningProxy::adopt_toxics() {
  for (const ServicePtr* const each : {&service_, &raw_}) {
    if (*each) {
      (*each)->apply(toxics_.plans());
    }
  }
}

/// Who is held by a fault that is gone, or switched off, goes on; what is chosen otherwise than
/// before is counted from the beginning.
void RunningProxy::adopt_faults(const FaultList& before) {
  CHECK(transport_.protocol == Protocol::http || faults_.empty(), "faults are of requests");
  if (service_) {
    service_->apply(faults_.plan(shared_.world.seed, name_));
  }
  for (const FaultSpec& old : before.all()) {
    const FaultSpec* const now = faults_.find(old.name);
    if (service_ && (now == nullptr || !now->enabled)) {
      service_->heal(old.name);
    }
    if (now == nullptr || !same(now->match, old.match)) {
      ledger_.forget(old.name);
    }
  }
}

}  // namespace gameday::control
