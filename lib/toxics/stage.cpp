#include "toxics/stage.hpp"

namespace gameday::toxics {

std::unique_ptr<Stage> make_stage(const Toxic& toxic, TimePoint start, Rng rng) {
  switch (toxic.kind) {
    case Kind::noop:
      break;
    case Kind::latency:
      return make_latency(toxic, rng);
    case Kind::bandwidth:
      return make_bandwidth(toxic);
    case Kind::slow_open:
      return make_slow_open(toxic, start);
    case Kind::slow_close:
      return make_slow_close(toxic);
    case Kind::timeout:
      return make_timeout(toxic, start);
    case Kind::reset_peer:
      return make_reset_peer(toxic);
    case Kind::slicer:
      return make_slicer(toxic, rng);
    case Kind::limit_data:
      return make_limit_data(toxic);
    case Kind::cut_after:
      return make_cut_after(toxic, start);
    case Kind::freeze_after:
      return make_freeze_after(toxic, start);
  }
  return nullptr;
}

}  // namespace gameday::toxics
