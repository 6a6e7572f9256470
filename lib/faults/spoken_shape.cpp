// The looks of an answer in words.
#include <fmt/format.h>

#include "faults/spoken.hpp"
#include "faults/words.hpp"

namespace gameday::faults {

std::string spoken(const HeadChange& change) {
  std::vector<std::string> with;
  for (const auto* fields : {&change.set, &change.add}) {
    for (const auto& [name, value] : *fields) {
      with.push_back(name + ": " + value);
    }
  }
  if (change.pad) {
    with.push_back("a field of " + to_text(*change.pad));
  }
  if (change.count) {
    with.push_back(fmt::format("{} more fields", *change.count));
  }
  std::string text = "head";
  if (!change.drop.empty()) {
    text += " without " + joined(change.drop, " and ");
  }
  return with.empty() ? text : text + " with " + joined(with, " and ");
}

std::string spoken(const Encode& encode) {
  const std::string_view body = coding_words[static_cast<std::size_t>(encode.body)];
  const std::string_view label = label_words[static_cast<std::size_t>(encode.label)];
  std::string text =
      encode.body == Encode::Coding::plain ? "plain body" : fmt::format("body in {}", body);
  const bool unlabelled = encode.label == Encode::Label::none;
  if (!unlabelled) {
    text += label == body ? std::string(", labelled so") : fmt::format(", labelled {}", label);
  } else if (encode.body != Encode::Coding::plain) {
    text += ", without a label";
  }
  if (encode.cut || encode.part) {
    text += ", cut to " + (encode.part ? to_text(*encode.part) : to_text(*encode.cut));
  }
  return encode.flip ? text + ", the byte after " + to_text(*encode.flip) + " inverted" : text;
}

std::string spoken(const Resegment& pieces) {
  std::string text;
  switch (pieces.how) {
    case Resegment::How::size:
      text = "pieces of " + to_text(pieces.least);
      text += pieces.most == pieces.least ? "" : " to " + to_text(pieces.most);
      break;
    case Resegment::How::offsets: {
      std::vector<std::string> places;
      for (const Bytes& offset : pieces.offsets) {
        places.push_back(to_text(offset));
      }
      text = "cut at " + joined(places, " and ");
      break;
    }
    case Resegment::How::group:
      text = pieces.events == 0 ? std::string("all in one burst at the end")
                                : fmt::format("{} events at a time", pieces.events);
      break;
    case Resegment::How::utf8:
      text = "cut inside characters";
      break;
    case Resegment::How::line_ends:
      text = "cut inside line ends";
      break;
  }
  if (pieces.gap > Duration::zero()) {
    text += fmt::format(", {} apart", spoken(pieces.gap));
  }
  return pieces.chunks ? text : text + ", the chunks as they are";
}

}  // namespace gameday::faults
