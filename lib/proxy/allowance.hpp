#pragma once
// What may still be asked of a real provider: its `cap`, over all arms and experiments of a run.
// Any thread.

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>

#include "proxy/options.hpp"

namespace gameday::proxy {

class Allowance {
 public:
  /// `reached` is told once, in words, when the cap stands in the way of a request.
  using Reached = std::function<void(std::string why)>;
  Allowance(std::string provider, Cap cap, Reached reached);

  /// One more request; false: none is left, and nothing may be sent.
  bool take();
  /// What an answer came to. It was already paid for, so this may go over the cap.
  void spent(std::uint64_t tokens) { tokens_ += tokens; }

 private:
  void tell(std::string why);

  const std::string provider_;
  const Cap cap_;
  const Reached reached_;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> tokens_ = 0;
  std::atomic<bool> told_ = false;
};

}  // namespace gameday::proxy
