#pragma once
// What a reply still holds after run() has returned: a permit, a slot, a key's use. Each is told
// exactly once how the *body* ended; a stream that dies at token 40 is no success.

#include <memory>
#include <vector>

#include "policy/failure.hpp"

namespace gameday::policy {

struct Ending {
  bool complete = false;
  FailureKind why = FailureKind::cancelled;  // when not complete
  TimePoint at{};
  const Failure* failure = nullptr;  // what is known of it besides `why`; while it is being told
};

class Hold {
 public:
  virtual ~Hold() = default;
  virtual void ended(const Ending& ending) noexcept = 0;
};

/// Owns them; whoever drops a reply untold has cancelled it.
class Holds {
 public:
  Holds() = default;
  Holds(Holds&&) noexcept = default;
  Holds& operator=(Holds&& other) noexcept;
  ~Holds() { ended(Ending()); }

  void add(std::unique_ptr<Hold> hold) { list_.push_back(std::move(hold)); }
  void ended(const Ending& ending) noexcept;

 private:
  std::vector<std::unique_ptr<Hold>> list_;
};

}  // namespace gameday::policy
