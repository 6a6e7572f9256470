#pragma once
// One accepted connection: reads a request, lets the handler answer, and again. It is the Exchange
// of whichever request is being answered.
//
// Reads happen in one place at a time: reading a head, a read_part(), or the watch, which starts
// 20 ms into a wait for the handler and tells it when the client has left.

#include <optional>
#include <vector>

#include "http/connections.hpp"
#include "http/input_buffer.hpp"
#include "http/reader.hpp"
#include "rt/event.hpp"
#include "rt/tasks.hpp"

namespace gameday::http {

/// The watch begins this long after the handler: a fast answer never pays for it.
inline constexpr Duration watch_after = 20ms;
/// How much of the requests to come the watch keeps; a client that sends more is not watched.
inline constexpr std::size_t read_ahead_limit = 64 * 1024;

/// What all connections of a server share; Connections owns it and outlives them.
struct ServerContext {
  ServerContext(rt::World& the_world, Handler& the_handler, const Limits& the_limits, Fin the_fin,
                rt::TlsServerPtr the_tls)
      : world(the_world),
        handler(the_handler),
        limits(the_limits),
        fin(the_fin),
        tls(std::move(the_tls)),
        tasks(the_world.executor),
        last_request(std::make_shared<rt::Stop>(draining)) {}

  /// Those that are open take no further request; those to come are not concerned.
  void end_connections() {
    last_request->request(rt::Why::plan_changed);
    last_request = std::make_shared<rt::Stop>(draining);
  }

  rt::World& world;
  Handler& handler;
  Limits limits;
  Fin fin;
  const rt::TlsServerPtr tls;              // null: plain
  rt::TaskGroup tasks;                     // watches; each ends before its connection
  rt::Stop draining;                       // no new requests
  rt::Stop stopping;                       // no old ones either; everything ends at once
  End late = End::reset;                   // how connections end that were stopped
  std::shared_ptr<rt::Stop> last_request;  // of the connections accepted from now on
};

class ServerConnection final : public Exchange, private rt::Timer {
 public:
  /// `visit` outlives it; null: nobody asks about further requests.
  ServerConnection(ServerContext& context, rt::StreamPtr stream, std::uint64_t id, Visit* visit);
  ~ServerConnection() override;

  /// Until the connection is over.
  rt::awaitable<void> run();

  const Head& request() const override { return reader_.head(); }
  std::string_view request_wire() const override { return head_wire_; }
  std::uint64_t connection() const override { return id_; }
  rt::Stop& stop() override { return *stop_; }
  rt::awaitable<result<BodyPart>> read_part(rt::Bound bound) override;
  rt::awaitable<error_code> write(std::string_view bytes, rt::Bound bound) override;
  void close_after() override { close_after_ = true; }
  bool will_close() const override;
  rt::awaitable<void> end(End how, rt::Bound bound) override;

 private:
  enum class Over : std::uint8_t { no, closed, close, politely, late };

  rt::awaitable<Over> read_request();
  rt::awaitable<Over> begun();
  rt::awaitable<Over> answer();
  rt::awaitable<Over> settle();
  rt::awaitable<Over> refuse(int status);
  rt::awaitable<void> finish(Over over);
  rt::awaitable<error_code> fill(rt::Bound bound);
  rt::awaitable<error_code> send_continue(rt::Bound bound);
  rt::awaitable<error_code> write_all(std::string_view bytes, rt::Bound bound);
  error_code part_failed(const error_code& ec);
  rt::Bound owned(rt::Bound bound) const;

  void fired(TimePoint now) override;
  rt::awaitable<void> watch();
  rt::awaitable<void> end_watch();
  void lost(const error_code& ec);

  ServerContext& context_;
  rt::StreamPtr stream_;
  const std::uint64_t id_;
  Visit* const visit_;
  const std::shared_ptr<rt::Stop> last_request_;  // no new requests on this connection
  InputBuffer input_;
  MessageReader reader_;
  std::string head_wire_;
  bool used_before_ = false;  // a request has been read
  error_code lost_;           // the client's side is over: eof or reset

  // of the request being answered
  std::optional<rt::Stop> stop_;
  TimePoint since_{};
  bool answering_ = false;
  bool reading_ = false;
  bool body_over_ = false;
  bool close_after_ = false;
  bool wrote_ = false;
  bool continued_ = false;
  int refusal_ = 0;       // status to answer when the handler does not
  std::size_t used_ = 0;  // of input_, by the part handed out last
  error_code write_failed_;
  std::optional<End> ended_;

  std::vector<std::byte> ahead_;  // what the watch has read: the next request's bytes
  std::optional<rt::Stop> watch_stop_;
  bool watching_ = false;
  rt::Event watch_over_;
};

}  // namespace gameday::http
