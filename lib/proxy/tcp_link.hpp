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

  /// `stop` ends both ends at once, in the way of `at_stop`; `counts` outlives the link.
  TcpLink(rt::World& world, Ends ends, rt::Stop& stop, End at_stop, toxics::LinkName name,
          TcpCounts& counts);

  /// Told what the client sends, before it is passed on.
  void watch(Watch watch) { watch_ = std::move(watch); }
  /// Before run() and while it runs: takes effect at once.
  void adopt(const Toxics& toxics);
  rt::awaitable<void> run();

 private:
  /// What reads go into. Not filled with zeros first: that would cost more than most reads.
  struct Block {
    explicit Block(std::size_t the_size)
        : bytes(std::make_unique_for_overwrite<std::byte[]>(the_size)), size(the_size) {}
    std::span<std::byte> room() { return {bytes.get(), size}; }
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size;
  };
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
  rt::awaitable<void> carry(Way& way, Block& block);
  rt::awaitable<void> carry_through_toxics(Way& way, Block& block);
  rt::awaitable<rt::IoResult> read(Way& way, Block& block, TimePoint until);
  rt::awaitable<void> write(Way& way, std::span<const std::byte> bytes);
  void adopt(Way& way, const toxics::LinkPlanPtr& plan);
  static bool transparent(const Way& way) { return !way.machine || way.machine->transparent(); }
  rt::awaitable<void> end_way(Way& way, toxics::Ending how);
  void lost(rt::ByteStream& gone);
  rt::awaitable<void> break_off();

  rt::World& world_;
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
  rt::ByteStream* gone_ = nullptr;                // the end that was reset
  toxics::Ending ending_ = toxics::Ending::none;  // by a toxic
  bool hit_ = false;
};

}  // namespace gameday::proxy
