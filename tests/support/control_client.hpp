#pragma once
// Asks the control API one thing on a connection of its own, and takes the answer apart.

#include <string>

#include <fmt/format.h>

#include "http/message.hpp"
#include "support/http_peers.hpp"

namespace gameday::test {

struct Asked {
  std::string method = "GET";
  std::string target = "/";
  std::string body{};
  std::string fields{};  // more header lines, each with its line end
  std::string host = "localhost:8474";
};

struct Told {
  int status = 0;
  http::Fields fields;
  std::string body;
  std::string wire;
};

inline std::string wire_of(const Asked& asked) {
  return fmt::format(
      "{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n"
      "Content-Length: {}\r\n{}\r\n{}",
      asked.method, asked.target, asked.host, asked.body.size(), asked.fields, asked.body);
}

inline Told take_apart(std::string wire) {
  Told told;
  told.wire = std::move(wire);
  const std::size_t head = told.wire.find("\r\n\r\n");
  if (!told.wire.starts_with("HTTP/1.1 ") || head == std::string::npos) {
    return told;
  }
  told.status = std::stoi(told.wire.substr(9, 3));
  told.body = told.wire.substr(head + 4);
  std::size_t line = told.wire.find("\r\n");
  while (line < head) {
    const std::size_t end = told.wire.find("\r\n", line + 2);
    const std::size_t colon = told.wire.find(": ", line);
    told.fields.add(told.wire.substr(line + 2, colon - line - 2),
                    told.wire.substr(colon + 2, end - colon - 2));
    line = end;
  }
  return told;
}

inline rt::awaitable<Told> ask(rt::World& world, rt::Address api, Asked asked) {
  RawPeer peer = co_await RawPeer::dial(world, std::move(api));
  co_await peer.send(wire_of(asked));
  std::string wire = co_await peer.rest();
  co_return take_apart(std::move(wire));
}

}  // namespace gameday::test
