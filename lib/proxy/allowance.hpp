#pragma once
// What may still be asked of a real provider: its `cap`, over all arms and experiments of a run.
// Any thread.
//
// Nobody knows what an answer costs before it has ended. So each one under way is counted as what
// answers came to on average, and no request is sent that would go over the cap if that is right.
// (Its max_tokens would be surer, but is a multiple of what is used: a run would end at a fraction
// of its cap.) What remains: answers that are longer than the average, and all that were sent
// before the first had ended.

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "proxy/options.hpp"

namespace gameday::proxy {

class Allowance {
 public:
  /// `reached` is told once, in words, when the cap stands in the way of a request.
  using Reached = std::function<void(std::string why)>;
  Allowance(std::string provider, Cap cap, Reached reached);

  /// A request that may be sent, under way until this is gone; its Allowance outlives it.
  class Use {
   public:
    Use(Use&& other) noexcept : from_(std::exchange(other.from_, nullptr)), spent_(other.spent_) {}
    Use& operator=(Use&&) = delete;
    ~Use();
    /// What its answer came to.
    void spent(std::uint64_t tokens) { spent_ = tokens; }

   private:
    friend class Allowance;
    explicit Use(Allowance& from) : from_(&from) {}
    Allowance* from_;
    std::uint64_t spent_ = 0;
  };

  /// One more request; none: nothing may be sent any more.
  std::optional<Use> take();

 private:
  std::uint64_t expected() const;
  void tell(std::string why);

  const std::string provider_;
  const Cap cap_;
  const Reached reached_;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<std::uint64_t> under_way_ = 0;
  std::atomic<std::uint64_t> tokens_ = 0;   // of answers that have ended …
  std::atomic<std::uint64_t> answers_ = 0;  // … and so many they were; what gave none is no answer
  std::atomic<bool> told_ = false;
};

}  // namespace gameday::proxy
