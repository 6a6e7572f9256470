#pragma once
// Whom the requests of one arm go to, how they are signed, and what each of them is on the wire.

#include <string>
#include <vector>

#include "http/message.hpp"
#include "llm/dialect.hpp"
#include "load/options.hpp"
#include "rt/network.hpp"
#include "rt/tls_client.hpp"

namespace gameday::load {

struct Header {
  std::string name;
  std::string value;
};

struct Target {
  rt::Address address;
  llm::Dialect dialect = llm::Dialect::openai;
  std::string path;             // empty: the dialect's own
  std::string host;             // of the Host field; empty: the address
  rt::TlsTrustPtr tls;          // https, and who may sign its certificate; none: http
  std::vector<Header> headers;  // instead of those of the same name
  std::string model;            // for kinds that name none
  std::string api_key;
  std::uint16_t run = 0;  // the marker's first part
  std::uint16_t experiment = 0;
  std::uint16_t arm = 0;
};

/// A whole request; Host and Content-Length are in the head.
struct Request {
  http::Head head;
  std::string body;
};
Request make_request(const RequestKind& kind, const Target& target, std::uint32_t ordinal);

}  // namespace gameday::load
