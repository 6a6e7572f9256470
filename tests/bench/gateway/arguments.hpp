#pragma once
// What `ask` is told on its command line. Whatever it cannot read ends the program with 2.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "http/message.hpp"

namespace gameday::test {

struct Arguments {
  std::uint16_t port = 0;
  double seconds = 1;
  unsigned connections = 1;
  double rate = 0;             // a second, open loop; 0: closed loop
  std::uint64_t requests = 0;  // no more than these; 0: as many as there is time for
  Duration timeout = 60s;      // of one request
  int status = 200;            // what every answer must have; any other body is not looked at
  bool stream = false;
  std::string model = "gpt-4o";
  http::Fields headers;
};

[[noreturn]] inline void usage() {
  std::fputs(
      "usage: ask --port N [--seconds S] [--connections N] [--rate N] [--requests N]\n"
      "           [--timeout S] [--status N] [--stream] [--model NAME] [--header NAME:VALUE]...\n",
      stderr);
  std::exit(2);
}

inline double number_of(const char* text) {
  char* end = nullptr;
  const double number = std::strtod(text, &end);
  if (end == text || *end != '\0' || number < 0 || number > 1e9) {
    usage();
  }
  return number;
}

inline void add_field(http::Fields& fields, std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    usage();
  }
  fields.add(text.substr(0, colon), text.substr(colon + 1));
}

inline void set(Arguments& arguments, std::string_view name, const char* value) {
  if (name == "--port") {
    arguments.port = static_cast<std::uint16_t>(number_of(value));
  } else if (name == "--seconds") {
    arguments.seconds = number_of(value);
  } else if (name == "--connections") {
    arguments.connections = static_cast<unsigned>(number_of(value));
  } else if (name == "--rate") {
    arguments.rate = number_of(value);
  } else if (name == "--requests") {
    arguments.requests = static_cast<std::uint64_t>(number_of(value));
  } else if (name == "--timeout") {
    arguments.timeout = std::chrono::milliseconds(static_cast<int>(number_of(value) * 1000));
  } else if (name == "--status") {
    arguments.status = static_cast<int>(number_of(value));
  } else if (name == "--model") {
    arguments.model = value;
  } else if (name == "--header") {
    add_field(arguments.headers, value);
  } else {
    usage();
  }
}

inline Arguments read_arguments(int argc, char** argv) {
  Arguments arguments;
  for (int at = 1; at < argc; ++at) {
    const std::string_view name = argv[at];
    if (name == "--stream") {
      arguments.stream = true;
    } else if (at + 1 < argc) {
      set(arguments, name, argv[++at]);
    } else {
      usage();
    }
  }
  if (arguments.port == 0 || arguments.connections == 0) {
    usage();
  }
  return arguments;
}

}  // namespace gameday::test
