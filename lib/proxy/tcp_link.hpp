#pragma once
// One client and one upstream, joined: two pumps, one a direction, until both are through, one end
// is gone, or a toxic ends it.

#include <functional>
#include <memory>
#include <optional>
#include <span>

#include "proxy/tcp_options.hpp"
#include "rt/world.hpp"

namespace gameday::proxy {

class TcpLink {
 public:
  using Watch = std::function<void(std::span<const std::byte>)>;
  struct Ends {
    rt::StreamPtr client;
    rt::StreamPtr upstream;
  };

  /// `stop` ends both ends at once, in the way of `at_stop`. What is read stands in `scratch` until
  /// it has been passed on, which is before anybody else runs: links may share it. All outlive it.
  TcpLink(rt::World& world, Ends ends, rt::Stop& stop, End at_stop, toxics::LinkName name,
          TcpCounts& counts, std::span<std::byte> scratch);

  /// Told what the client sends, before it is passed on.
  void watch(Watch watch) { watch_ = std::move(watch); }
  /// Told of the toxics that act on it. Before the first adopt().
  void tell(ConnectionWatch* toxics) { told_ = toxics; }
  /// Before run() and while it runs: takes effect at once.
  void adopt(const Toxics& toxics);
  rt::awaitable<void> run();

 private:
  /// One direction.
  struct Way {
    rt::ByteStream& from;
    rt::ByteStream& into;
    TcpCounts::Way& counts;
    std::unique_ptr<toxics::LinkMachine> machine{};  // none until the first toxic
    std::optional<rt::Stop> wake{};  // whatever the pump waits for, it shall look at its chain
    bool over = false;               // its end has been passed on
  };

  rt::awaitable<void> pump(Way& way);
  rt::awaitable<void> carry_through_toxics(Way& way);
  rt::IoResult read(Way& way);
  std::span<const std::byte> write_some(Way& way, std::span<const std::byte> bytes);
  rt::awaitable<void> write(Way& way, std::span<const std::byte> bytes);
  void adopt(Way& way, const toxics::LinkPlanPtr& plan);
  void tell_of_toxics() const;
  static bool transparent(const Way& way) { return !way.machine || way.machine->transparent(); }
  rt::awaitable<void> end_way(Way& way, toxics::Ending how);
  void lost(rt::ByteStream& gone);
  rt::awaitable<void> break_off();

  rt::World& world_;
  const std::span<std::byte> scratch_;
  rt::StreamPtr client_;
  rt::StreamPtr upstream_;
  const rt::Stop& stop_;
  const End at_stop_;
  rt::Stop over_;  // nothing more can be passed on
  rt::TaskGroup pumps_;
  const toxics::LinkName name_;
  TcpCounts& counts_;
  Way up_;
  Way down_;
  Watch watch_;
  ConnectionWatch* told_ = nullptr;
  rt::ByteStream* gone_ = nullptr;                // the end that was reset
  toxics::Ending ending_ = toxics::Ending::none;  // by a toxic
  bool hit_ = false;
};

}  // namespace gameday::proxy
