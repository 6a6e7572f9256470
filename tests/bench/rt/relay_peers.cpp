// The two ends of the relay benchmark: every 64 bytes are answered with 590.
#include <string>

#include "bench/relay_ends.hpp"

namespace {

constexpr std::size_t question_size = 64;
constexpr std::size_t answer_size = 590;  // a short chat completion without its head

}  // namespace

int main(int argc, char** argv) {
  gameday::test::Talk talk;
  talk.question = std::string(question_size, 'q');
  talk.answer = std::string(answer_size, 'a');
  talk.question_size = [](const std::string&) { return question_size; };
  talk.answer_size = [](const std::string&) { return answer_size; };
  return gameday::test::run_ends(argc, argv, talk);
}
