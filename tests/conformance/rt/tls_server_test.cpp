// The server's side of TLS: whom it lets in, what it says of the others, and that nobody waits for
// one who takes his time. The same rows over memory and over TCP.
#include "rt/tls_server.hpp"

#include <fstream>

#include <openssl/ssl.h>

#include "rt/acceptor.hpp"
#include "rt/error.hpp"
#include "rt/tls_client.hpp"
#include "rt/tls_stream.hpp"
#include "support/certificates.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

using test::Certificate;
using test::CertificateWish;

/// Who signs in these tests, servers and clients alike.
const Certificate& ca() {
  static const Certificate one = test::authority();
  return one;
}
std::string ca_file() {
  static const std::string path = test::write_pem(ca(), "gameday-server-test-ca.pem");
  return path;
}
Certificate good() {
  return test::signed_by(ca());
}

struct Accepted {
  StreamPtr stream;
  error_code ec;
};
awaitable<void> accept_one(World& world, StreamPtr raw, TlsServerPtr server, Bound bound,
                           Accepted& accepted) {
  result<StreamPtr> opened = co_await tls_accept(world, std::move(raw), server, bound);
  if (opened) {
    accepted.stream = std::move(*opened);
    co_await write_text(*accepted.stream, "welcome", bound);
  } else {
    accepted.ec = opened.error();
  }
}

struct Met {
  StreamPtr client;
  StreamPtr server;
  error_code client_ec;
  error_code server_ec;
};

/// A client that trusts our CA and shows `shown`, if anything, meets `server`.
awaitable<Met> meet(World& world, TlsServerPtr server, std::optional<Certificate> shown) {
  Pair raw = co_await connect(world);
  Met met;
  Accepted accepted;
  TaskGroup tasks(world.executor);
  tasks.spawn("server", accept_one(world, std::move(raw.server), server, soon(world), accepted));
  const TlsIdentityPtr identity = shown ? test::identity_of(*shown) : nullptr;
  const TlsTrustPtr trust = tls_trust(ca_file(), identity).value();
  const std::string host = "localhost";
  result<StreamPtr> client = co_await tls_client(std::move(raw.client), trust, host, soon(world));
  if (client) {
    met.client = std::move(*client);
    // As of TLS 1.3 a client is through before the server has looked at its certificate.
    co_await write_text(*met.client, "question", soon(world));
    const ReadText heard = co_await read_text(*met.client, soon(world));
    met.client_ec = heard.ec;
    if (heard.ec) {
      met.client->end(End::close);
    } else {
      EXPECT_EQ(heard.text, "welcome");
    }
  } else {
    met.client_ec = client.error();
  }
  co_await tasks.join(soon(world));
  met.server = std::move(accepted.stream);
  met.server_ec = accepted.ec;
  co_return met;
}

awaitable<void> a_client_that_is_known_gets_in(World& world) {
  const TlsServerPtr server = test::server_of(good(), ca());
  const Certificate known = good();
  const Met met = co_await meet(world, server, known);
  EXPECT_FALSE(met.server_ec) << met.server_ec.message();
  const ReadText question = co_await read_text(*met.server, soon(world));
  EXPECT_EQ(question.text, "question");
  co_await write_text(*met.server, "answer", soon(world));
  const ReadText answer = co_await read_text(*met.client, soon(world));
  EXPECT_EQ(answer.text, "answer");
}

awaitable<void> one_that_shows_nothing_gets_in_where_nothing_is_asked(World& world) {
  const TlsServerPtr server = test::server_of(good());
  const std::optional<Certificate> nothing;
  const Met met = co_await meet(world, server, nothing);
  EXPECT_FALSE(met.server_ec) << met.server_ec.message();
  const Certificate unasked = good();
  const Met other = co_await meet(world, server, unasked);
  EXPECT_FALSE(other.server_ec) << other.server_ec.message();
}

awaitable<void> each_client_that_stays_out_has_its_word(World& world) {
  const TlsServerPtr server = test::server_of(good(), ca());
  CertificateWish old;
  old.from_days = -2;
  old.until_days = -1;
  CertificateWish early;
  early.from_days = 1;
  early.until_days = 2;
  const struct {
    std::optional<Certificate> shown;
    TlsError word;
  } rows[] = {{{}, TlsError::no_client_certificate},
              {test::signed_by(ca(), old), TlsError::expired},
              {test::signed_by(ca(), early), TlsError::not_yet_valid},
              {test::self_signed(), TlsError::self_signed},
              {test::signed_by(test::authority("another CA")), TlsError::unknown_ca}};
  for (const auto& row : rows) {
    const Met met = co_await meet(world, server, row.shown);
    EXPECT_EQ(met.server_ec, row.word) << met.server_ec.message();
    EXPECT_EQ(met.client_ec, TlsError::refused) << met.client_ec.message() << ", not a bare reset";
  }
}

awaitable<void> the_chain_is_shown_as_well(World& world) {
  const Certificate between = test::intermediate(ca());
  const Certificate leaf = test::signed_by(between);
  const std::string alone = test::write_pem(leaf, "gd-chain-leaf.pem");
  const std::string key = test::write_key(leaf, "gd-chain-key.pem");
  const std::string above = test::write_pem(between, "gd-chain-between.pem");
  std::ofstream chain(testing::TempDir() + "gd-chain-whole.pem");
  chain << std::ifstream(alone).rdbuf() << std::ifstream(above).rdbuf();
  chain.close();
  const std::optional<Certificate> nothing;
  std::vector<TlsFileProblem> problems;
  const TlsFiles whole{testing::TempDir() + "gd-chain-whole.pem", key};
  const TlsServerPtr good_server = tls_server(tls_identity(whole, problems)).value();
  const Met met = co_await meet(world, good_server, nothing);
  EXPECT_FALSE(met.client_ec) << met.client_ec.message();
  const TlsFiles part{alone, key};
  const TlsServerPtr lone_server = tls_server(tls_identity(part, problems)).value();
  const Met unknown = co_await meet(world, lone_server, nothing);
  EXPECT_EQ(unknown.client_ec, TlsError::unknown_ca);
  EXPECT_EQ(unknown.server_ec, TlsError::refused);
  EXPECT_TRUE(problems.empty());
}

awaitable<void> plain_http_is_told_apart_and_ended_with_fin(World& world) {
  Pair raw = co_await connect(world);
  Accepted accepted;
  TaskGroup tasks(world.executor);
  tasks.spawn("server", accept_one(world, std::move(raw.server), test::server_of(good()),
                                   soon(world), accepted));
  co_await write_text(*raw.client, "GET / HTTP/1.1\r\nHost: here\r\n\r\n", soon(world));
  const ReadText heard = co_await read_to_end(*raw.client, soon(world));
  EXPECT_EQ(heard.ec, IoError::eof);
  raw.client->end(End::close);
  co_await tasks.join(soon(world));
  EXPECT_EQ(accepted.ec, TlsError::not_tls) << accepted.ec.message();
}

/// A client of OpenSSL's with settings that ours never has; what the server says of it.
awaitable<error_code> odd_client(World& world, std::function<void(SSL*)> set) {
  Pair raw = co_await connect(world);
  Accepted accepted;
  TaskGroup tasks(world.executor);
  tasks.spawn("server", accept_one(world, std::move(raw.server), test::server_of(good()),
                                   soon(world), accepted));
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_client_method()),
                                                             SSL_CTX_free);
  Ssl ssl(SSL_new(context.get()));
  SSL_set_connect_state(ssl.get());
  set(ssl.get());
  TlsStream client(std::move(raw.client), std::move(ssl));
  const error_code failed = co_await client.handshake(soon(world));
  client.end(End::close);
  co_await tasks.join(soon(world));
  EXPECT_EQ(static_cast<bool>(failed), static_cast<bool>(accepted.ec)) << failed.message();
  co_return accepted.ec;
}

awaitable<void> http_1_1_is_all_that_is_spoken(World& world) {
  const auto offer = [](const char* protocols) {
    return [protocols](SSL* ssl) {
      SSL_set_alpn_protos(ssl, reinterpret_cast<const unsigned char*>(protocols),
                          static_cast<unsigned>(std::strlen(protocols)));
    };
  };
  const std::function<void(SSL*)> only_h2 = offer("\x02h2");
  const error_code refused = co_await odd_client(world, only_h2);
  EXPECT_EQ(refused, TlsError::no_http_1_1) << refused.message();
  const std::function<void(SSL*)> both = offer("\x02h2\x08http/1.1");
  const error_code chosen = co_await odd_client(world, both);
  EXPECT_FALSE(chosen) << chosen.message();
  const std::function<void(SSL*)> none = [](SSL*) {};
  const error_code silent = co_await odd_client(world, none);
  EXPECT_FALSE(silent) << silent.message();
}

awaitable<void> versions_before_1_2_are_told_apart(World& world) {
  const std::function<void(SSL*)> old = [](SSL* ssl) {
    SSL_set_security_level(ssl, 0);  // else OpenSSL itself would not try
    SSL_set_max_proto_version(ssl, TLS1_1_VERSION);
  };
  const error_code refused = co_await odd_client(world, old);
  EXPECT_EQ(refused, TlsError::old_version) << refused.message();
  const std::function<void(SSL*)> enough = [](SSL* ssl) {
    SSL_set_max_proto_version(ssl, TLS1_2_VERSION);
  };
  const error_code taken = co_await odd_client(world, enough);
  EXPECT_FALSE(taken) << taken.message();
}

awaitable<void> a_silent_client_runs_into_the_bound(World& world) {
  Pair raw = co_await connect(world);
  Accepted accepted;
  const TlsServerPtr server = test::server_of(good());
  co_await accept_one(world, std::move(raw.server), server, briefly(world), accepted);
  EXPECT_EQ(accepted.ec, IoError::timed_out);
  const ReadText heard = co_await read_to_end(*raw.client, soon(world));
  EXPECT_EQ(heard.ec, IoError::eof);
  Pair other = co_await connect(world);
  Stop stop;
  stop.request(Why::shutdown);
  co_await accept_one(world, std::move(other.server), server, soon(world).with(stop), accepted);
  EXPECT_EQ(accepted.ec, IoError::stopped);
}

/// Says hello to everybody who is in.
awaitable<void> greet(World& world, StreamPtr raw, TlsServerPtr server, Stop& stop) {
  result<StreamPtr> opened =
      co_await tls_accept(world, std::move(raw), server, soon(world).with(stop));
  if (opened) {
    co_await write_text(**opened, "hello", soon(world));
  }
}

awaitable<void> one_that_hangs_in_the_handshake_holds_up_nobody(World& world) {
  const TlsServerPtr server = test::server_of(good());
  Acceptor* self = nullptr;
  Acceptor port(world, {4, "accept", "greet"}, [&](StreamPtr stream, std::uint64_t) {
    return greet(world, std::move(stream), server, self->stopping());
  });
  self = &port;
  const Address anywhere{"127.0.0.1", 0};
  const Address address = port.start(anywhere).value();
  const result<StreamPtr> hanging = co_await world.network.dial(address, soon(world));
  const std::string half_a_hello("\x16\x03\x01\x02", 4);
  co_await write_text(**hanging, half_a_hello, soon(world));
  for (int i = 0; i < 3; ++i) {
    result<StreamPtr> raw = co_await world.network.dial(address, soon(world));
    const TlsTrustPtr trust = tls_trust(ca_file()).value();
    const std::string host = "localhost";
    const result<StreamPtr> client = co_await tls_client(std::move(*raw), trust, host, soon(world));
    EXPECT_TRUE(client) << client.error().message();
    const ReadText heard = co_await read_text(**client, soon(world));
    EXPECT_EQ(heard.text, "hello");
  }
  EXPECT_EQ(port.open(), 1U) << "it hangs still";
  co_await port.stop(briefly(world));
}

constexpr Row rows[] = {
    {"a_client_that_is_known_gets_in", a_client_that_is_known_gets_in},
    {"one_that_shows_nothing_gets_in_where_nothing_is_asked",
     one_that_shows_nothing_gets_in_where_nothing_is_asked},
    {"each_client_that_stays_out_has_its_word", each_client_that_stays_out_has_its_word},
    {"the_chain_is_shown_as_well", the_chain_is_shown_as_well},
    {"plain_http_is_told_apart_and_ended_with_fin", plain_http_is_told_apart_and_ended_with_fin},
    {"http_1_1_is_all_that_is_spoken", http_1_1_is_all_that_is_spoken},
    {"versions_before_1_2_are_told_apart", versions_before_1_2_are_told_apart},
    {"a_silent_client_runs_into_the_bound", a_silent_client_runs_into_the_bound},
    {"one_that_hangs_in_the_handshake_holds_up_nobody",
     one_that_hangs_in_the_handshake_holds_up_nobody},
};

class TlsServing : public Rows {};
TEST_P(TlsServing, Keeps) {
  keep();
}
INSTANTIATE_TEST_SUITE_P(Rt, TlsServing, in_both_worlds(rows), row_name);

TEST(TlsServer, NeedsAFileOfCasThatHoldsOne) {
  const TlsIdentityPtr identity = test::identity_of(good());
  EXPECT_EQ(tls_server(identity, "/nowhere/ca.pem").error(), TlsError::no_ca_file);
  const std::string empty = testing::TempDir() + "gameday-no-ca.pem";
  std::ofstream(empty) << "no certificate\n";
  EXPECT_EQ(tls_server(identity, empty).error(), TlsError::no_ca_file);
  EXPECT_TRUE(tls_server(identity, ca_file()));
}

}  // namespace
}  // namespace gameday::rt
