// TLS as a decorator: the same rows over memory and over TCP.
#include <fstream>

#include "rt/error.hpp"
#include "rt/tls_client.hpp"
#include "rt/tls_stream.hpp"
#include "support/certificates.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

using test::Certificate;
using test::CertificateWish;

/// Who signs in these tests, and the file that a client trusts.
struct Authority {
  Certificate ca = test::authority();
  std::string file = test::write_pem(ca, "gameday-test-ca.pem");
};
const Authority& authority() {
  static const Authority one;
  return one;
}
Certificate good() {
  return test::signed_by(authority().ca);
}

awaitable<void> serve_one(World& world, StreamPtr raw, Certificate certificate, StreamPtr& server) {
  const TlsServerPtr shown = test::server_of(certificate);
  result<StreamPtr> opened = co_await tls_accept(world, std::move(raw), shown, soon(world));
  if (opened) {
    server = std::move(*opened);
  }
}

struct Shaken {
  Pair raw;
  StreamPtr client;
  StreamPtr server;
  error_code ec;
};

const std::string here = "localhost";

/// A client that trusts our CA dials `host`, whose server shows `certificate`.
awaitable<Shaken> shake(World& world, Certificate certificate, std::string host) {
  Shaken shaken;
  shaken.raw = co_await connect(world);
  TaskGroup tasks(world.executor);
  tasks.spawn("server", serve_one(world, std::move(shaken.raw.server), certificate, shaken.server));
  const TlsTrustPtr trust = tls_trust(authority().file).value();
  result<StreamPtr> client =
      co_await tls_client(std::move(shaken.raw.client), trust, host, soon(world));
  if (client) {
    shaken.client = std::move(*client);
  } else {
    shaken.ec = client.error();
  }
  co_await tasks.join(soon(world));
  co_return shaken;
}

awaitable<error_code> refused_as(World& world, Certificate certificate, std::string host) {
  const Shaken shaken = co_await shake(world, certificate, host);
  EXPECT_EQ(shaken.client, nullptr);
  EXPECT_EQ(shaken.server, nullptr) << "the server hears that its certificate is not taken";
  co_return shaken.ec;
}

awaitable<void> data_flows_both_ways(World& world) {
  const Certificate certificate = good();
  const Shaken shaken = co_await shake(world, certificate, here);
  EXPECT_FALSE(shaken.ec) << shaken.ec.message();
  co_await write_text(*shaken.client, "question", soon(world));
  const ReadText question = co_await read_text(*shaken.server, soon(world));
  EXPECT_EQ(question.text, "question");
  co_await write_text(*shaken.server, "answer", soon(world));
  const ReadText answer = co_await read_text(*shaken.client, soon(world));
  EXPECT_EQ(answer.text, "answer");
  std::byte none{};
  EXPECT_EQ(shaken.client->try_read(std::span(&none, 1)).ec, IoError::would_block);
}

awaitable<void> a_certificate_may_name_an_address(World& world) {
  CertificateWish wish;
  wish.host = "127.0.0.1";
  const Certificate certificate = test::signed_by(authority().ca, wish);
  const Shaken shaken = co_await shake(world, certificate, wish.host);
  EXPECT_FALSE(shaken.ec) << shaken.ec.message();
  const std::string neighbour = "127.0.0.2";
  const error_code other = co_await refused_as(world, certificate, neighbour);
  EXPECT_EQ(other, TlsError::wrong_host);
}

awaitable<void> each_bad_certificate_has_its_word(World& world) {
  CertificateWish old;
  old.from_days = -2;
  old.until_days = -1;
  CertificateWish early;
  early.from_days = 1;
  early.until_days = 2;
  const Certificate namesake = test::authority();
  const Certificate other_ca = test::authority("another CA");
  const struct {
    Certificate certificate;
    std::string host;
    TlsError word;
  } faults[] = {{test::signed_by(authority().ca, old), here, TlsError::expired},
                {test::signed_by(authority().ca, early), here, TlsError::not_yet_valid},
                {good(), "api.openai.com", TlsError::wrong_host},
                {test::self_signed(), here, TlsError::self_signed},
                {test::signed_by(namesake), here, TlsError::unknown_ca},
                {test::signed_by(other_ca), here, TlsError::unknown_ca}};
  for (const auto& fault : faults) {
    const error_code ec = co_await refused_as(world, fault.certificate, fault.host);
    EXPECT_EQ(ec, fault.word) << ec.message();
  }
}

awaitable<error_code> talk_to(World& world, std::string bytes, Bound bound) {
  Pair raw = co_await connect(world);
  co_await write_text(*raw.server, bytes, soon(world));
  const TlsTrustPtr trust = tls_trust(authority().file).value();
  const result<StreamPtr> client = co_await tls_client(std::move(raw.client), trust, here, bound);
  co_return client ? error_code{} : client.error();
}

awaitable<void> a_peer_that_speaks_no_tls_is_told_apart(World& world) {
  const std::string plain = "HTTP/1.1 400 Bad Request\r\n\r\n";
  const error_code http = co_await talk_to(world, plain, soon(world));
  EXPECT_EQ(http, TlsError::not_tls) << http.message();
  const std::string alert("\x15\x03\x03\x00\x02\x02\x28", 7);  // fatal, handshake_failure
  const error_code refused = co_await talk_to(world, alert, soon(world));
  EXPECT_EQ(refused, TlsError::refused) << refused.message();
  const std::string garbage("\x16\x03\x03\x00\x04\x01\x00\x00\x00", 9);  // no ServerHello
  const error_code broken = co_await talk_to(world, garbage, soon(world));
  EXPECT_EQ(broken, TlsError::broken) << broken.message();
}

awaitable<void> a_silent_peer_runs_into_the_bound(World& world) {
  const std::string nothing;
  const error_code silent = co_await talk_to(world, nothing, briefly(world));
  EXPECT_EQ(silent, IoError::timed_out);
  Stop stop;
  stop.request(Why::shutdown);
  const error_code stopped = co_await talk_to(world, nothing, soon(world).with(stop));
  EXPECT_EQ(stopped, IoError::stopped);
}

awaitable<void> half_a_close_leaves_the_way_back(World& world) {
  const Certificate certificate = good();
  const Shaken shaken = co_await shake(world, certificate, here);
  co_await write_text(*shaken.client, "last words", soon(world));
  shaken.client->end(End::half_close);
  const ReadText heard = co_await read_to_end(*shaken.server, soon(world));
  EXPECT_EQ(heard.text, "last words");
  EXPECT_EQ(heard.ec, IoError::eof);
  co_await write_text(*shaken.server, "answer", soon(world));
  shaken.server->end(End::close);
  const ReadText answer = co_await read_to_end(*shaken.client, soon(world));
  EXPECT_EQ(answer.text, "answer");
  EXPECT_EQ(answer.ec, IoError::eof);
  const error_code late = co_await write_text(*shaken.client, "more", soon(world));
  EXPECT_EQ(late, IoError::reset);
}

awaitable<void> a_reset_goes_through(World& world) {
  const Certificate certificate = good();
  const Shaken shaken = co_await shake(world, certificate, here);
  shaken.server->end(End::reset);
  const ReadText heard = co_await read_text(*shaken.client, soon(world));
  EXPECT_EQ(heard.ec, IoError::reset);
}

/// The stream below, while somebody else ends it.
class Borrowed final : public ByteStream {
 public:
  explicit Borrowed(ByteStream& lender) : lender_(lender) {}
  awaitable<IoResult> read_some(std::span<std::byte> into, Bound bound) override {
    return lender_.read_some(into, bound);
  }
  IoResult try_read(std::span<std::byte> into) override { return lender_.try_read(into); }
  IoResult try_write(std::span<const asio::const_buffer> buffers) override {
    return lender_.try_write(buffers);
  }
  awaitable<error_code> writable(Bound bound) override { return lender_.writable(bound); }
  awaitable<error_code> said(Bound bound) override { return lender_.said(bound); }
  std::size_t unsent() const override { return lender_.unsent(); }
  void end(End) noexcept override {}

 private:
  ByteStream& lender_;
};

awaitable<void> a_bare_fin_is_a_cut(World& world) {
  Pair raw = co_await connect(world);
  TaskGroup tasks(world.executor);
  StreamPtr server;
  tasks.spawn("server", serve_one(world, std::make_unique<Borrowed>(*raw.server), good(), server));
  const TlsTrustPtr trust = tls_trust(authority().file).value();
  const result<StreamPtr> client =
      co_await tls_client(std::move(raw.client), trust, here, soon(world));
  co_await tasks.join(soon(world));
  co_await write_text(*server, "half an answer", soon(world));
  raw.server->end(End::half_close);
  const ReadText heard = co_await read_to_end(**client, soon(world));
  EXPECT_EQ(heard.text, "half an answer");
  EXPECT_EQ(heard.ec, IoError::reset) << "anybody on the way can send a FIN";
}

awaitable<void> write_much(World& world, ByteStream& stream, const std::string& text,
                           error_code& wrote) {
  wrote = co_await write_all(stream, text, soon(world));
  // No close here: what counts as written must arrive by itself.
}

awaitable<void> what_counts_as_written_arrives(World& world) {
  const Certificate certificate = good();
  const Shaken shaken = co_await shake(world, certificate, here);
  std::string much;
  while (much.size() < 4 * 1024 * 1024) {
    much += std::to_string(much.size()) + ' ';
  }
  TaskGroup tasks(world.executor);
  error_code wrote = IoError::other;
  tasks.spawn("writer", write_much(world, *shaken.server, much, wrote));
  std::string got;
  while (got.size() < much.size()) {
    const ReadText read = co_await read_text(*shaken.client, soon(world));
    if (read.ec) {
      ADD_FAILURE() << read.ec.message() << " after " << got.size() << " bytes";
      break;
    }
    got += read.text;
  }
  EXPECT_TRUE(got == much);
  co_await tasks.join(soon(world));
  EXPECT_FALSE(wrote) << wrote.message();
  EXPECT_EQ(shaken.server->unsent(), 0U);
}

awaitable<void> a_full_window_pushes_back(World& world) {
  const Certificate certificate = good();
  const Shaken shaken = co_await shake(world, certificate, here);
  error_code full;
  std::size_t sent = 0;
  while (!full) {
    sent += fill(*shaken.client);
    full = co_await shaken.client->writable(briefly(world));
  }
  EXPECT_EQ(full, IoError::timed_out);
  std::size_t received = 0;
  while (received < sent) {
    const ReadText read = co_await read_text(*shaken.server, soon(world));
    EXPECT_FALSE(read.ec) << read.ec.message();
    EXPECT_EQ(read.text.find_first_not_of('x'), std::string::npos);
    received += read.ec ? sent : read.text.size();
  }
  const error_code room = co_await shaken.client->writable(soon(world));
  EXPECT_FALSE(room) << room.message();
}

awaitable<void> listen_to(World& world, ByteStream& stream, ReadText& heard) {
  heard = co_await read_to_end(stream, soon(world));
}

awaitable<void> a_goodbye_waits_for_room(World& world) {
  const Certificate certificate = good();
  const Shaken shaken = co_await shake(world, certificate, here);
  for (error_code full; !full;) {
    fill(*shaken.client);
    full = co_await shaken.client->writable(briefly(world));
  }
  shaken.client->end(End::half_close);
  TaskGroup tasks(world.executor);
  ReadText heard;
  tasks.spawn("reader", listen_to(world, *shaken.server, heard));
  const error_code said = co_await shaken.client->said(soon(world));
  EXPECT_FALSE(said) << said.message();
  co_await tasks.join(soon(world));
  EXPECT_EQ(heard.ec, IoError::eof) << "not a cut";
}

constexpr Row rows[] = {
    {"data_flows_both_ways", data_flows_both_ways},
    {"a_certificate_may_name_an_address", a_certificate_may_name_an_address},
    {"each_bad_certificate_has_its_word", each_bad_certificate_has_its_word},
    {"a_peer_that_speaks_no_tls_is_told_apart", a_peer_that_speaks_no_tls_is_told_apart},
    {"a_silent_peer_runs_into_the_bound", a_silent_peer_runs_into_the_bound},
    {"half_a_close_leaves_the_way_back", half_a_close_leaves_the_way_back},
    {"a_reset_goes_through", a_reset_goes_through},
    {"a_bare_fin_is_a_cut", a_bare_fin_is_a_cut},
    {"what_counts_as_written_arrives", what_counts_as_written_arrives},
    {"a_full_window_pushes_back", a_full_window_pushes_back},
    {"a_goodbye_waits_for_room", a_goodbye_waits_for_room},
};

class Tls : public Rows {};
TEST_P(Tls, Keeps) {
  keep();
}
INSTANTIATE_TEST_SUITE_P(Rt, Tls, in_both_worlds(rows), row_name);

TEST(TlsTrust, NeedsAFileWithACertificate) {
  EXPECT_TRUE(tls_trust()) << "the system's store";
  EXPECT_EQ(tls_trust("/nowhere/ca.pem").error(), TlsError::no_ca_file);
  const std::string empty = testing::TempDir() + "gameday-empty.pem";
  std::ofstream(empty) << "no certificate\n";
  EXPECT_EQ(tls_trust(empty).error(), TlsError::no_ca_file);
}

}  // namespace
}  // namespace gameday::rt
