#include "proxy/link_layer.hpp"

#include <map>

#include "proxy/tcp_link.hpp"
#include "rt/error.hpp"
#include "rt/let_others.hpp"
#include "rt/loop.hpp"
#include "rt/memory_stream.hpp"

namespace gameday::proxy {

/// How many wait on a stream.
using Waits = std::shared_ptr<int>;

struct LinkLayer::Parts {
  Parts(rt::World& the_world, std::string the_name)
      : world(the_world), name(std::move(the_name)), tasks(the_world.executor) {}

  rt::awaitable<void> run(std::uint64_t number, std::unique_ptr<TcpLink> link, Waits waits);
  bool acting() const {
    return (toxics.upstream && !toxics.upstream->toxics.empty()) ||
           (toxics.downstream && !toxics.downstream->toxics.empty());
  }

  std::span<std::byte> scratch_room() {
    constexpr std::size_t one_read = 32 * 1024;  // as of a TCP proxy
    if (!scratch) {
      scratch = std::make_unique_for_overwrite<std::byte[]>(one_read);
    }
    return {scratch.get(), one_read};
  }

  rt::World& world;
  const std::string name;
  rt::TaskGroup tasks;  // links
  rt::Stop stopping;
  Toxics toxics;
  TcpCounts counts;
  std::unique_ptr<std::byte[]> scratch;       // none before the first toxic
  TcpCounts inside;                           // what links count: bytes a second time
  std::map<std::uint64_t, Client*> clients;   // that are open
  std::map<std::uint64_t, TcpLink*> running;  // of clients, some of which are gone by now
};

/// The stream, or the near end of a connection in memory once a link has taken the stream over.
class LinkLayer::Client final : public rt::ByteStream {
 public:
  Client(Parts& parts, std::uint64_t number, rt::StreamPtr stream)
      : parts_(parts), number_(number), stream_(std::move(stream)) {
    parts_.clients.emplace(number_, this);
  }
  ~Client() override { parts_.clients.erase(number_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  /// Whoever waits on the stream goes on waiting on the other one.
  void take_over() {
    auto [near, far] = rt::memory_connection(rt::Loop::of(parts_.world.executor));
    TcpLink::Ends ends{std::exchange(stream_, std::move(near)), std::move(far)};
    auto link =
        std::make_unique<TcpLink>(parts_.world, std::move(ends), parts_.stopping, End::reset,
                                  toxics::LinkName{parts_.world.seed, parts_.name, number_},
                                  parts_.inside, parts_.scratch_room());
    link->adopt(parts_.toxics);
    linked_ = true;
    parts_.running.emplace(number_, link.get());
    for (rt::Stop* const wait : {reading_, writing_}) {
      if (wait != nullptr) {
        wait->request(rt::Why::plan_changed);
      }
    }
    Waits waits = std::exchange(waits_, std::make_shared<int>(0));
    parts_.tasks.spawn("proxy: toxics below http",
                       parts_.run(number_, std::move(link), std::move(waits)));
  }

  rt::awaitable<rt::IoResult> read_some(std::span<std::byte> into, rt::Bound bound) override {
    for (;;) {
      const rt::ByteStream* const asked = stream_.get();
      rt::Stop moved;
      Linked linked(moved, bound.stop);
      reading_ = &moved;
      const Waits waits = waits_;
      ++*waits;
      const rt::IoResult got = co_await stream_->read_some(into, bound.with(moved));
      --*waits;
      reading_ = nullptr;
      if (got.ec != rt::IoError::stopped || asked == stream_.get() || bound.stopped()) {
        parts_.counts.upstream.received += got.n;
        co_return got;
      }
    }
  }
  rt::IoResult try_read(std::span<std::byte> into) override {
    const rt::IoResult got = stream_->try_read(into);
    parts_.counts.upstream.received += got.n;
    return got;
  }
  rt::IoResult try_write(std::span<const rt::asio::const_buffer> buffers) override {
    const rt::IoResult put = stream_->try_write(buffers);
    parts_.counts.downstream.sent += put.n;
    return put;
  }
  rt::awaitable<error_code> writable(rt::Bound bound) override {
    for (;;) {
      const rt::ByteStream* const asked = stream_.get();
      rt::Stop moved;
      Linked linked(moved, bound.stop);
      writing_ = &moved;
      const Waits waits = waits_;
      ++*waits;
      const error_code ec = co_await stream_->writable(bound.with(moved));
      --*waits;
      writing_ = nullptr;
      if (ec != rt::IoError::stopped || asked == stream_.get() || bound.stopped()) {
        co_return ec;
      }
    }
  }
  std::size_t unsent() const override { return stream_->unsent(); }
  rt::awaitable<error_code> said(rt::Bound bound) override { return stream_->said(bound); }
  void end(End how) noexcept override { stream_->end(how); }
  bool linked() const { return linked_; }

 private:
  /// Stops a wait when its own Stop is requested.
  class Linked final : private rt::StopListener {
   public:
    Linked(rt::Stop& wait, const rt::Stop* outer) : wait_(wait), outer_(outer) {
      if (outer_ != nullptr) {
        outer_->listen(*this);
      }
    }
    Linked(const Linked&) = delete;
    Linked& operator=(const Linked&) = delete;

   private:
    void stopped() noexcept override { wait_.request(outer_->why()); }
    rt::Stop& wait_;
    const rt::Stop* outer_;
  };

  Parts& parts_;
  const std::uint64_t number_;
  rt::StreamPtr stream_;
  bool linked_ = false;
  Waits waits_ = std::make_shared<int>(0);
  rt::Stop* reading_ = nullptr;  // who waits to read, and to write
  rt::Stop* writing_ = nullptr;
};

class LinkLayer::Upstream final : public rt::ByteStream {
 public:
  Upstream(TcpCounts& counts, rt::StreamPtr stream) : counts_(counts), stream_(std::move(stream)) {}

  rt::awaitable<rt::IoResult> read_some(std::span<std::byte> into, rt::Bound bound) override {
    const rt::IoResult got = co_await stream_->read_some(into, bound);
    counts_.downstream.received += got.n;
    co_return got;
  }
  rt::IoResult try_read(std::span<std::byte> into) override {
    const rt::IoResult got = stream_->try_read(into);
    counts_.downstream.received += got.n;
    return got;
  }
  rt::IoResult try_write(std::span<const rt::asio::const_buffer> buffers) override {
    const rt::IoResult put = stream_->try_write(buffers);
    counts_.upstream.sent += put.n;
    return put;
  }
  rt::awaitable<error_code> writable(rt::Bound bound) override { return stream_->writable(bound); }
  std::size_t unsent() const override { return stream_->unsent(); }
  rt::awaitable<error_code> said(rt::Bound bound) override { return stream_->said(bound); }
  void end(End how) noexcept override { stream_->end(how); }

 private:
  TcpCounts& counts_;
  rt::StreamPtr stream_;
};

/// Not before those who waited on its stream have left it: they were told to, and one may read at a
/// time.
rt::awaitable<void> LinkLayer::Parts::run(std::uint64_t number, std::unique_ptr<TcpLink> link,
                                          Waits waits) {
  while (*waits > 0) {
    co_await rt::let_others(world);
  }
  co_await link->run();
  running.erase(number);
}

LinkLayer::LinkLayer(rt::World& world, std::string name)
    : parts_(std::make_unique<Parts>(world, std::move(name))) {}
LinkLayer::~LinkLayer() = default;

rt::StreamPtr LinkLayer::client(rt::StreamPtr stream) {
  const std::uint64_t number = ++parts_->counts.accepted;
  auto client = std::make_unique<Client>(*parts_, number, std::move(stream));
  if (parts_->acting()) {
    client->take_over();
  }
  return client;
}

rt::StreamPtr LinkLayer::upstream(rt::StreamPtr stream) {
  return std::make_unique<Upstream>(parts_->counts, std::move(stream));
}

void LinkLayer::apply(Toxics toxics) {
  parts_->toxics = std::move(toxics);
  for (const auto& [number, link] : parts_->running) {
    link->adopt(parts_->toxics);
  }
  if (!parts_->acting()) {
    return;
  }
  for (const auto& [number, client] : parts_->clients) {
    if (!client->linked()) {
      client->take_over();
    }
  }
}

const TcpCounts& LinkLayer::counts() const {
  parts_->counts.hit = parts_->inside.hit;
  return parts_->counts;
}

rt::awaitable<void> LinkLayer::stop(rt::Bound bound) {
  const error_code late = co_await parts_->tasks.join(bound);
  if (late) {
    parts_->stopping.request(rt::Why::shutdown);
    co_await parts_->tasks.join(rt::Bound{});
  }
}

}  // namespace gameday::proxy
