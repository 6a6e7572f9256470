// The action `encode`: what the head says of the body's coding, and what the body is.
#include <algorithm>

#include "faults/deeds.hpp"

namespace gameday::faults {
namespace {

const Words& labels() {
  static const Words words(label_words.begin(), label_words.end());
  return words;
}
const Words& codings() {
  static const Words words(coding_words.begin(), coding_words.end());
  return words;
}

std::size_t place_of(const std::string& word, const Words& words) {
  return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

/// What the head says when nobody wrote what: the truth.
Encode::Label true_label(Encode::Coding body) {
  return body == Encode::Coding::gzip      ? Encode::Label::gzip
         : body == Encode::Coding::deflate ? Encode::Label::deflate
                                           : Encode::Label::none;
}
Encode::Coding true_body(Encode::Label label) {
  return label == Encode::Label::gzip      ? Encode::Coding::gzip
         : label == Encode::Label::deflate ? Encode::Coding::deflate
                                           : Encode::Coding::plain;
}

void read_label_and_body(MapReader& map, Encode& encode) {
  if (map.has("label")) {
    const std::string word = read_word(map, "label", labels(), "label of a coding");
    encode.label = static_cast<Encode::Label>(place_of(word, labels()));
    encode.body = true_body(encode.label);
  }
  if (map.has("body")) {
    const std::string word = read_word(map, "body", codings(), "coding of a body");
    encode.body = static_cast<Encode::Coding>(place_of(word, codings()));
    encode.label = map.has("label") ? encode.label : true_label(encode.body);
  } else if (encode.label == Encode::Label::br) {
    map.error("label", "br is a label here, no coding; say what the body is: body: gzip or plain");
  }
}

void read_cut(MapReader& map, Encode& encode) {
  const Value* value = map.take("cut");
  if (value == nullptr) {
    return;
  }
  if (value->text.find_first_of("%/") != std::string::npos) {
    encode.part = map.share("cut");
  } else {
    encode.cut = map.bytes("cut");
  }
}

}  // namespace

std::optional<Encode> read_encode(MapReader& map) {
  auto inside = map.inner("encode");
  if (!inside) {
    return std::nullopt;
  }
  const std::size_t before = map.problems().list().size();
  Encode encode;
  read_label_and_body(*inside, encode);
  read_cut(*inside, encode);
  encode.flip = inside->bytes("flip");
  inside->finish();
  if (encode.cut && encode.flip && encode.flip->count >= encode.cut->count) {
    inside->error("flip", "lies behind the cut; write a smaller size, or take one of them out");
  }
  if (encode == Encode{} && map.problems().list().size() == before) {
    map.error("encode", "changes nothing; write {label: gzip, body: plain} or {body: gzip}");
  }
  const bool sound = map.problems().list().size() == before;
  return sound ? std::optional(encode) : std::nullopt;
}

}  // namespace gameday::faults
