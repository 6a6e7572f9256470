// The same answer in another shape.
#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection changing(HeadChange change) {
  Injection injection;
  injection.deed.heads.push_back(std::move(change));
  return injection;
}

Injection labelled(std::string type) {
  HeadChange change;
  change.set.emplace_back("Content-Type", std::move(type));
  return changing(std::move(change));
}

/// The other kind of answer than was asked for.
Injection other_kind(bool streamed) {
  Respond respond;
  respond.source = Respond::Source::completion;
  respond.text = streamed ? "unary" : "stream";
  Injection injection = answering(std::move(respond));
  injection.selectors.stream = streamed;
  return injection;
}

Injection wrong_content_type(MapReader& map) {
  static const Words kinds = {"json-label", "text-label", "no-label", "json-for-stream",
                              "stream-for-json"};
  const std::string kind = read_word(map, "kind", kinds, "wrong content type");
  if (kind == "json-label" || kind == "text-label") {
    return labelled(kind == "json-label" ? "application/json" : "text/plain");
  }
  if (kind == "no-label") {
    HeadChange change;
    change.drop.emplace_back("Content-Type");
    return changing(std::move(change));
  }
  return other_kind(kind == "json-for-stream");
}

Injection huge_headers(MapReader& map) {
  const std::uint64_t fields = map.count("fields", 0, most_fields).value_or(0);
  HeadChange change;
  change.pad = map.bytes("size").value_or(Bytes{32 * 1024});
  if (*change.pad > most_pad) {
    map.error("size", "is out of range; " + to_text(most_pad) + " at most");
  }
  if (change.pad->count == 0) {
    change.pad.reset();
  }
  if (fields > 0) {
    change.count = fields;
  }
  if (!change.pad && fields == 0) {
    map.error("size", "adds nothing; write size: 32KiB or fields: 300");
  }
  return changing(std::move(change));
}

Injection bad_compression(MapReader& map) {
  static const Words kinds = {"label-only", "corrupt", "cut", "unasked", "br-label"};
  const std::string kind = read_word(map, "kind", kinds, "bad compression");
  constexpr Bytes soon{100};  // behind the head of a gzip, inside of any answer
  Encode encode;
  encode.label = kind == "br-label" ? Encode::Label::br : Encode::Label::gzip;
  encode.body = kind == "label-only" ? Encode::Coding::plain : Encode::Coding::gzip;
  if (kind == "corrupt") {
    encode.flip = soon;
  } else if (kind == "cut") {
    encode.cut = soon;
  }
  Injection injection;
  injection.deed.encode = encode;
  return injection;
}

Injection in_pieces(Resegment pieces) {
  Injection injection;
  injection.deed.resegment = std::move(pieces);
  return injection;
}

Injection burst_at_end(MapReader& map) {
  Resegment all;
  all.how = Resegment::How::group;
  const Value* events = map.find("events");
  if (events != nullptr && events->text == "all") {
    map.take("events");
  } else {
    all.events = map.count("events", 1, 1'000'000).value_or(0);
  }
  return in_pieces(std::move(all));
}

Injection split_bytes(MapReader& map) {
  const bool said = map.has("size") || map.has("split") || map.has("group");
  if (said) {
    return in_pieces(read_resegment_keys(map).value_or(Resegment{}));
  }
  Resegment bytes;
  bytes.gap = map.duration("gap").value_or(Duration::zero());
  return in_pieces(std::move(bytes));
}

}  // namespace

std::vector<CatalogueEntry> shape_slugs() {
  return {
      {"F21",
       "burst-at-end",
       "a stream that comes all at once",
       {{"events", "all / a number", "integer", "1", "1000000"}},
       "resegment: {group: all}",
       burst_at_end},
      {"F32",
       "split-bytes",
       "events cut anywhere, or many in one",
       {{"size", "1B"}, {"split", "– / utf8 / line_ends"}, {"group", "–", "text"}, {"gap", "0ms"}},
       "resegment: {size: 1B}",
       split_bytes},
      {"F40",
       "wrong-content-type",
       "a body under a wrong label, or of the other kind",
       {{"kind", "json-label / text-label / no-label / json-for-stream / stream-for-json"}},
       "header: {set: {Content-Type: application/json}}",
       wrong_content_type},
      {"F43",
       "bad-compression",
       "gzip by its label alone, corrupt, cut or unasked",
       {{"kind", "label-only / corrupt / cut / unasked / br-label"}},
       "encode: {label: gzip, body: plain}",
       bad_compression},
      {"F45",
       "huge-headers",
       "a head that is larger than clients take",
       {{"size", "32KiB", "", "0B", "1MiB"}, {"fields", "0", "", "0", "10000"}},
       "header: {pad: 32KiB}",
       huge_headers},
  };
}

}  // namespace gameday::faults
