#pragma once
// What will be said to one request, word for word, before any of it goes out: by the dice, by what
// the request asks for (tools it must call, JSON of a schema), and by what a fault proxy told
// the mock in x-gameday-answer.

#include <optional>
#include <string_view>
#include <vector>

#include "llm/asked.hpp"
#include "mock/api.hpp"
#include "mock/pace.hpp"

namespace gameday::mock {

/// Who asks what.
struct Asking {
  const llm::RequestFacts& facts;
  const llm::Asked& asked;
  const Identity& who;
  std::int64_t created = 0;  // Unix seconds
};

class Script {
 public:
  /// `told`: none, where nothing was. `pace` is the drawn one.
  Script(const Dice& dice, llm::Dialect dialect, const Asking& asking, const Pace& pace,
         const std::optional<faults::MockAnswer>& told);
  Script(const Script&) = delete;  // its pieces point into its answer
  Script& operator=(const Script&) = delete;

  const Answer& answer() const { return answer_; }
  const std::vector<Piece>& pieces() const { return pieces_; }
  /// Why it says what it would have said untold; empty: it does as it was told.
  std::string_view obstacle() const { return obstacle_; }

 private:
  using Told = faults::MockAnswer;

  std::string_view obstacle_to(const Told& told) const;
  void compose(const Told* told);
  void say_prose();
  void say_json(const Told* told);
  void call_tools(const Told* told);
  bool say_instead(const Told& told);
  bool calls_tools(const Told* told) const;
  std::string instance(std::string_view schema, const Told* told, std::uint64_t number) const;
  void cut_into_pieces();
  bool keep(std::size_t count);
  void refuse();
  void count_tokens();

  const Dice& dice_;
  const llm::Dialect dialect_;
  const Asking& asking_;
  const Pace& pace_;
  Answer answer_;
  std::size_t padded_ = 0;          // bytes in front of the text that are one piece
  std::uint64_t prose_tokens_ = 0;  // of the rest of it; 0: a piece is a few letters
  std::uint64_t empty_deltas_ = 0;  // instead of a text
  std::vector<Piece> pieces_;
  std::string_view obstacle_;
};

}  // namespace gameday::mock
