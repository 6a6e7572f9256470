#pragma once
// One HTTP request of ours to somebody who is no part of the game: a hook or a preflight. One try,
// no redirect followed, nothing of the answer read but its head: whoever answers without end holds
// nobody up.

#include <string>
#include <utility>
#include <vector>

#include "http/client.hpp"

namespace gameday::rig {

struct Question {
  std::string method = "POST";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

struct Answered {
  int status = 0;       // 0: there was no answer
  std::string problem;  // why: `nobody listens there`; never the URL
};

rt::awaitable<Answered> ask(rt::World& world, Question question, rt::Bound bound);

/// `answered 503`, or why nothing came; empty for any 2xx.
std::string failure_words(const Answered& answered);

}  // namespace gameday::rig
