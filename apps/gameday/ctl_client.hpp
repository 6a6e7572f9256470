#pragma once
// Asks a running proxy's control API (Toxiproxy's, so any server that speaks it will do).

#include <string>

namespace gameday::app {

/// What the API said, or why it could not be asked. Its messages are for a person.
struct ControlAnswer {
  std::string body;
  std::string problem;  // empty for 2xx
  bool ok() const { return problem.empty(); }
};

class ControlClient {
 public:
  /// `host`: `http://localhost:8474`, or without the scheme.
  explicit ControlClient(std::string host, std::string token = {});

  /// Blocks until the answer is there; 30 s at most, as no control call takes longer.
  ControlAnswer ask(const std::string& method, const std::string& path,
                    const std::string& body = {}) const;

 private:
  std::string host_;
  std::string token_;
};

}  // namespace gameday::app
