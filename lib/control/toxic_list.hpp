#pragma once
// The toxics of one proxy, both directions together, in the order of their creation. Names are
// unique among them. Pure: whoever changes it says what time it is and tells the proxy afterwards.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "control/api_error.hpp"
#include "control/bodies.hpp"
#include "control/lease.hpp"
#include "proxy/tcp_options.hpp"

namespace gameday::control {

struct ToxicSpec {
  toxics::Toxic toxic;
  std::string stream;  // the direction as it was sent, `Upstream` for example
  Lease lease{};
  bool operator==(const ToxicSpec& other) const;  // in what is asked for: not in revision and time
};

class ToxicList {
 public:
  /// Checked in Toxiproxy's order: stream, type, name, attributes.
  answer<const ToxicSpec*> add(const ToxicBody& body, TimePoint now);
  /// What is absent stays. All of it is taken, or nothing. What the toxic holds back goes at once.
  answer<const ToxicSpec*> update(std::string_view name, const ToxicBody& body, TimePoint now);
  /// False: there is none.
  bool remove(std::string_view name);
  /// Those whose lease is over. False: none.
  bool expire(TimePoint now);
  /// By these. One that keeps its name and type is changed, on open connections too.
  void replace(const ToxicList& by);

  const ToxicSpec* find(std::string_view name) const;
  bool empty() const { return list_.empty(); }
  /// Upstream first, then downstream.
  std::vector<const ToxicSpec*> in_order() const;
  proxy::Toxics plans() const;
  /// When the next lease is over.
  TimePoint next_over() const;
  bool operator==(const ToxicList& other) const { return list_ == other.list_; }

 private:
  std::vector<ToxicSpec> list_;
  std::uint64_t changes_ = 0;  // gives revisions: no two states of a toxic have the same
};

/// A new proxy's: all of them, or what is wrong with one.
answer<ToxicList> toxics_of(const std::vector<ToxicBody>& bodies, TimePoint now);

}  // namespace gameday::control
