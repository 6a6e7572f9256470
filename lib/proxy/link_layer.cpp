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
  Parts(rt::World& the_world, std::string the_name, ConnectionWatch* the_watch)
      : world(the_world), name(std::move(the_name)), watch(the_watch), tasks(the_world.executor) {}

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
  ConnectionWatch* const watch;
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
    link->tell(parts_.watch);
    link->adopt(parts_.toxics);
    linked_ = true;
    parts_.running.emplace(number_, link.get());
    for (Wait* const wait : {reading_, writing_}) {
      if (wait != nullptr) {
        wait->move();
      }
    }
    Waits waits = std::exchange(waits_, std::make_shared<int>(0));
    parts_.tasks.spawn("proxy: toxics below http",
                       parts_.run(number_, std::move(link), std::move(waits)));
  }

  rt::awaitable<rt::IoResult> read_some(std::span<std::byte> into, rt::Bound bound) override {
    for (;;) {
      const Wait wait(*this, reading_, bound);
      const rt::IoResult got = co_await stream_->read_some(into, wait.bound());
      if (got.ec != rt::IoError::stopped || !wait.moved()) {
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
      const Wait wait(*this, writing_, bound);
      const error_code ec = co_await stream_->writable(wait.bound());
      if (ec != rt::IoError::stopped || !wait.moved()) {
        co_return ec;
      }
    }
  }
  std::size_t unsent() const override { return stream_->unsent(); }
  rt::awaitable<error_code> said(rt::Bound bound) override { return stream_->said(bound); }
  void end(End how) noexcept override { stream_->end(how); }
  bool linked() const { return linked_; }

 private:
  /// One wait on the stream, which ends when its bound does, or when the stream is taken over.
  class Wait final : private rt::StopListener {
   public:
    Wait(Client& client, Wait*& place, const rt::Bound& bound)
        : place_(place), outer_(bound), waits_(client.waits_) {
      place_ = this;
      ++*waits_;
      if (outer_.stop != nullptr) {
        outer_.stop->listen(*this);
      }
    }
    ~Wait() {
      --*waits_;
      place_ = nullptr;
    }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;

    rt::Bound bound() const { return outer_.with(over_); }
    void move() {
      moved_ = true;
      over_.request(rt::Why::plan_changed);
    }
    bool moved() const { return moved_ && !outer_.stopped(); }

   private:
    void stopped() noexcept override { over_.request(outer_.stop->why()); }

    Wait*& place_;
    const rt::Bound outer_;
    const Waits waits_;
    rt::Stop over_;
    bool moved_ = false;
  };

  Parts& parts_;
  const std::uint64_t number_;
  rt::StreamPtr stream_;
  bool linked_ = false;
  Waits waits_ = std::make_shared<int>(0);
  Wait* reading_ = nullptr;
  Wait* writing_ = nullptr;
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

LinkLayer::LinkLayer(rt::World& world, std::string name, ConnectionWatch* watch)
    : parts_(std::make_unique<Parts>(world, std::move(name), watch)) {}
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
