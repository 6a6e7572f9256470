#include "faults/source.hpp"

#include <utility>

namespace gameday::faults {

Source::Source(const AnswerHead& head) : streamed_(head.streamed && !head.encoded) {
  if (streamed_ && head.dialect) {
    meaning_.emplace(*head.dialect);
  }
}

void Source::push(std::string_view bytes) {
  if (streamed_ && !too_large_) {
    reader_.push(bytes);
  } else {
    input_ = bytes;
  }
}

std::optional<SourcePiece> Source::next() {
  if (!streamed_ || too_large_) {
    return rest();
  }
  const http::SseBlock block = reader_.next();
  switch (block.what) {
    case http::SseBlock::What::event:
      return meaning_of(block);
    case http::SseBlock::What::silence: {
      SourcePiece silence;
      silence.bytes = block.wire;
      return silence;
    }
    case http::SseBlock::What::too_long:
      too_large_ = true;
      input_ = reader_.unfinished();
      return rest();
    case http::SseBlock::What::need_more:
      break;
  }
  if (finished_ && !std::exchange(unfinished_given_, true)) {
    input_ = reader_.unfinished();
  }
  return rest();
}

std::optional<SourcePiece> Source::rest() {
  if (input_.empty()) {
    return std::nullopt;
  }
  SourcePiece piece;
  piece.bytes = std::exchange(input_, {});
  return piece;
}

SourcePiece Source::meaning_of(const http::SseBlock& block) {
  SourcePiece piece;
  piece.bytes = block.wire;
  if (!meaning_) {
    piece.event = block.name != "ping";
    piece.delta = piece.event;
    return piece;
  }
  const llm::EventFacts& facts = meaning_->read(block.name, block.data);
  piece.event = !facts.silent;
  if (piece.event) {
    piece.delta = facts.delta;
    piece.is = {facts.finish, facts.usage, facts.done};
    piece.first.finish = facts.finish && !std::exchange(seen_.finish, true);
    piece.first.usage = facts.usage && !std::exchange(seen_.usage, true);
    piece.first.done = facts.done && !std::exchange(seen_.done, true);
  }
  return piece;
}

}  // namespace gameday::faults
