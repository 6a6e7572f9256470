#pragma once
// A client that sees an answer as bytes, and when they stop: what has come, where silence had to be
// healed, how it ended.

#include "http/reader.hpp"
#include "support/http_peers.hpp"

namespace gameday::test {

struct Seen {
  std::string wire;
  std::vector<std::size_t> healed_at;  // bytes that had come when all fell silent
  std::string ending;                  // open, fin, reset, silence
};

class WireClient {
 public:
  /// `heal` ends silences. Where it is known from an earlier run when to, nobody waits for it but
  /// until `silent` says that the fault has begun.
  WireClient(rt::World& world, rt::StreamPtr stream, std::function<bool()> silent,
             std::function<void()> heal)
      : world_(world),
        peer_(world, std::move(stream)),
        silent_(std::move(silent)),
        heal_(std::move(heal)) {}

  rt::awaitable<Seen> ask(std::string request, const Seen* known) {
    co_await peer_.send(std::move(request));
    Seen seen;
    http::MessageReader reader(http::MessageReader::Kind::response, http::Limits{});
    std::size_t read = 0;
    while (seen.ending.empty()) {
      if (known != nullptr && seen.healed_at.size() < known->healed_at.size() &&
          seen.wire.size() == known->healed_at[seen.healed_at.size()]) {
        while (!silent_()) {
          co_await pause(world_, 1ms);
        }
        heal(seen);
      }
      std::array<std::byte, 4096> bytes;
      const bool silent = known != nullptr && known->ending == "silence" &&
                          seen.wire.size() == known->wire.size();  // by now nothing more comes
      const auto bound = within(world_, silent ? 200ms : 10s);
      const rt::IoResult got = co_await peer_.stream().read_some(bytes, bound);
      seen.wire.append(reinterpret_cast<const char*>(bytes.data()), got.n);
      if (got.ec == rt::IoError::timed_out && seen.healed_at.empty() && known == nullptr) {
        heal(seen);
      } else if (got.ec) {
        const bool fin = got.ec == rt::IoError::eof;
        seen.ending = fin ? "fin" : got.ec == rt::IoError::reset ? "reset" : "silence";
      } else if (ends(reader, seen.wire, read)) {
        seen.ending = "open";
      }
    }
    co_return seen;
  }
  void close() { peer_.stream().end(End::close); }

 private:
  void heal(Seen& seen) {
    seen.healed_at.push_back(seen.wire.size());
    heal_();
  }
  static bool ends(http::MessageReader& reader, const std::string& wire, std::size_t& read) {
    http::Piece piece;
    do {
      piece = reader.next(std::as_bytes(std::span(wire)).subspan(read));
      read += piece.consumed;
    } while (piece.what == http::Piece::What::head || piece.what == http::Piece::What::body);
    return piece.what == http::Piece::What::end;
  }

  rt::World& world_;
  RawPeer peer_;
  std::function<bool()> silent_;
  std::function<void()> heal_;
};

}  // namespace gameday::test
