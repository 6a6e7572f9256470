#pragma once
// What differs by the API that a provider speaks. Clients always speak OpenAI's, and the rest of
// the gateway knows no other. One file a dialect; stateless but for EventWriter, no I/O.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "llm/anthropic_version.hpp"
#include "llm/dialect.hpp"
#include "llm/stream_event.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// What one try sends.
struct Asked {
  std::string body;
  std::vector<std::string> dropped;  // parameters that this API does not have
};

/// A unary answer as the client gets it.
struct WholeAnswer {
  std::string body;
  policy::Usage usage;
};

/// One streamed answer on its way to the client: a provider's events in, whole OpenAI events out,
/// appended to `out`. It is given only what makes sense (no pings, errors, broken JSON).
class EventWriter {
 public:
  virtual ~EventWriter() = default;
  /// False: the event says nothing, and no timer may take it for progress.
  virtual bool event(std::string_view name, std::string_view data, const llm::EventFacts& facts,
                     std::string& out) = 0;
  /// The answer is whole: what is still owed, [DONE] last. Called once, after all events.
  virtual void end(std::string& out) = 0;
};

template <class T>
using Or = boost::system::result<T, policy::Failure>;

class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual llm::Dialect which() const = 0;
  /// `/chat/completions`, after the path of the base URL.
  virtual std::string_view path() const = 0;
  virtual void sign(http::Fields& fields, std::string_view secret) const = 0;
  /// The client's body for this API; rejected_unfit when it cannot be said there.
  virtual Or<Asked> asked(std::string_view body, std::string_view model) const = 0;
  /// What a unary 200's body comes to, or why it is no answer. `created`: Unix seconds.
  virtual Or<WholeAnswer> answer(const policy::Request& request, std::string body,
                                 std::int64_t created) const = 0;
  virtual std::unique_ptr<EventWriter> events(const policy::Request& request,
                                              std::int64_t created) const = 0;
};

/// `version`: of Anthropic's.
std::unique_ptr<const Dialect> make_dialect(
    llm::Dialect which, llm::AnthropicVersion version = llm::AnthropicVersion::v2023_06_01);
std::unique_ptr<const Dialect> make_openai();
std::unique_ptr<const Dialect> make_anthropic(llm::AnthropicVersion version);
/// Not a chat: vectors, which only OpenAI's API has. Never streamed.
std::unique_ptr<const Dialect> make_embeddings();

/// A request that cannot be said to a target.
policy::Failure unfit(std::string why);

}  // namespace gameday::gateway
