#include "proxy/door.hpp"

namespace gameday::proxy {
namespace {

rt::Door kind_of(const faults::Injection* injection) {
  if (injection == nullptr) {
    return rt::Door::open;
  }
  return injection->deed.conn->kind == faults::Conn::Kind::refuse ? rt::Door::refuse
                                                                  : rt::Door::black_hole;
}

}  // namespace

void Door::follow(const faults::FaultPlan& plan) {
  const faults::Injection* injection = plan.door(replica_);
  const std::string name = injection == nullptr ? "" : injection->name;
  const std::size_t ended = server_.door(kind_of(injection));
  if (name == shut_by_) {
    return;
  }
  ends();
  if (injection != nullptr) {
    ledger_.shuts(name, ended);
  }
  shut_by_ = name;
  since_ = world_.now();
}

void Door::ends() {
  if (!shut_by_.empty()) {
    ledger_.opens(shut_by_, world_.now() - since_);
  }
  shut_by_.clear();
}

}  // namespace gameday::proxy
