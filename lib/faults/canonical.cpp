#include "faults/canonical.hpp"

#include "faults/bytes_text.hpp"
#include "faults/insertion.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

std::int64_t micros(Duration duration) {
  return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

void add_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) {
    return;
  }
  json.key(key).array();
  for (const std::string& text : texts) {
    json.text(text);
  }
  json.end();
}

void add_number(JsonWriter& json, std::string_view key, const std::optional<std::uint64_t>& value) {
  if (value) {
    json.key(key).number(*value);
  }
}

void add_who(JsonWriter& json, const Selectors& selectors) {
  add_texts(json, "model", selectors.models);
  add_texts(json, "path", selectors.paths);
  add_texts(json, "method", selectors.methods);
  for (const KeyPattern& key : selectors.keys) {
    json.key("key").text(key.sha_prefix.empty() ? key.source : "sha:" + key.sha_prefix);
  }
  for (const FieldPattern& field : selectors.fields) {
    json.key("field").array().text(field.name).boolean(field.glob.has_value());
    json.text(field.glob.value_or("")).end();
  }
  if (selectors.stream) {
    json.key("stream").boolean(*selectors.stream);
  }
  if (!selectors.replicas.empty()) {
    json.key("replica").array();
    for (const std::uint16_t replica : selectors.replicas) {
      json.number(unsigned{replica});
    }
    json.end();
  }
  if (selectors.body_over) {
    json.key("body_over").number(selectors.body_over->count);
  }
}

void add_counters(JsonWriter& json, const Selectors& selectors) {
  add_number(json, "skip", selectors.skip);
  add_number(json, "first", selectors.first);
  add_number(json, "every", selectors.every);
  if (!selectors.sequence.empty()) {
    json.key("sequence").array();
    for (const bool fails : selectors.sequence) {
      json.boolean(fails);
    }
    json.end();
  }
  if (selectors.above_rate) {
    json.key("above_rate").number(selectors.above_rate->rate.micro);
    json.key("burst").number(selectors.above_rate->burst);
  }
}

void add_wait(JsonWriter& json, const char* key, const std::optional<Wait>& wait) {
  if (!wait) {
    return;
  }
  json.key(key);
  if (wait->drawn) {
    json.array().number(micros(wait->drawn->p50)).number(micros(wait->drawn->p99)).end();
  } else {
    json.number(micros(wait->fixed));
  }
}

void add_dns(JsonWriter& json, const Dns& dns) {
  if (dns.kind == Dns::Kind::late) {
    json.key("dns_late_us").number(micros(dns.delay));
  } else {
    json.key("dns").text(dns_words[static_cast<std::size_t>(dns.kind)]);
  }
}

void add_conn(JsonWriter& json, const Conn& conn) {
  json.key("conn").text(conn_words[static_cast<std::size_t>(conn.kind)]);
  if (conn.kind == Conn::Kind::close_on_reuse) {
    json.key("how").text(conn.how == End::reset ? "reset" : "fin");
  }
  if (conn.kind == Conn::Kind::tls_badcert) {
    json.key("cert").text(cert_words[static_cast<std::size_t>(conn.cert)]);
  }
}

void add_respond(JsonWriter& json, const Respond& respond) {
  const bool plain =
      respond.source == Respond::Source::status || respond.source == Respond::Source::error;
  json.key("respond").object();
  json.key("status").number(respond.status).key("error").text(respond.text);
  json.key("retry_after").number(static_cast<int>(respond.retry_after.kind));
  json.key("wait_us").number(micros(respond.retry_after.wait));
  if (!plain) {
    json.key("source").number(static_cast<int>(respond.source));
  }
  add_texts(json, "raw", respond.retry_after.raw);
  for (const auto& [name, value] : respond.headers) {
    json.key("header").array().text(name).text(value).end();
  }
  if (respond.dialect) {
    json.key("dialect").text(llm::to_text(*respond.dialect));
  }
  if (respond.token_limit) {
    json.key("token_limit").boolean(true);
  }
  if (respond.early) {
    json.key("early").boolean(true);
  }
  json.end();
}

void add_fields(JsonWriter& json, const char* key, const std::vector<HeadChange::Field>& fields) {
  for (const auto& [name, value] : fields) {
    json.key(key).array().text(name).text(value).end();
  }
}

void add_head(JsonWriter& json, const HeadChange& change) {
  json.key("header").object();
  add_texts(json, "drop", change.drop);
  add_fields(json, "set", change.set);
  add_fields(json, "add", change.add);
  if (change.pad) {
    json.key("pad").number(change.pad->count);
  }
  add_number(json, "count", change.count);
  json.end();
}

void add_resegment(JsonWriter& json, const Resegment& pieces) {
  json.key("resegment").array().number(static_cast<int>(pieces.how));
  json.number(pieces.least.count).number(pieces.most.count).number(pieces.events);
  for (const Bytes& offset : pieces.offsets) {
    json.number(offset.count);
  }
  json.number(micros(pieces.gap)).boolean(pieces.chunks).end();
}

void add_encode(JsonWriter& json, const Encode& encode) {
  json.key("encode").array().text(label_words[static_cast<std::size_t>(encode.label)]);
  json.text(coding_words[static_cast<std::size_t>(encode.body)]);
  json.text(encode.cut ? to_text(*encode.cut) : encode.part ? to_text(*encode.part) : "");
  json.text(encode.flip ? to_text(*encode.flip) : "").end();
}

void add_point(JsonWriter& json, const Point& point) {
  json.text(to_text(point));
}

void add_edit(JsonWriter& json, const Edit& edit) {
  json.key("edit").array().text(to_text(edit.which)).number(static_cast<int>(edit.op));
  json.number(edit.number).number(edit.bytes).text(edit.part ? to_text(*edit.part) : "");
  json.boolean(edit.glue).boolean(edit.in_content).text(hex_of(edit.text));
  for (const auto& [pointer, value] : edit.set) {
    json.text(pointer).text(value);
  }
  for (const std::string& pointer : edit.unset) {
    json.text(pointer);
  }
  for (const Style style : edit.styles) {
    json.text(style_words[static_cast<std::size_t>(style)]);
  }
  json.text(edit.dialect ? llm::to_text(*edit.dialect) : "any");
  json.text(!edit.streamed ? "any" : *edit.streamed ? "streams" : "bodies");
  json.boolean(edit.but_done).end();
}

void add_answer(JsonWriter& json, const Deed& deed) {
  for (const HeadChange& change : deed.heads) {
    add_head(json, change);
  }
  if (deed.throttle) {
    json.key("throttle").number(deed.throttle->count);
  }
  if (deed.resegment) {
    add_resegment(json, *deed.resegment);
  }
  if (deed.encode) {
    add_encode(json, *deed.encode);
  }
  for (const Edit& edit : deed.edits) {
    add_edit(json, edit);
  }
  for (const Insert& insert : deed.inserts) {
    json.key("insert").array();
    add_point(json, insert.point);
    json.number(static_cast<int>(insert.what)).text(insert.name);
    json.text(needs_stream(insert) ? insert.text : hex_of(insert.text));
    json.text(insert.form).boolean(insert.or_body);
    if (insert.every) {
      json.number(insert.every->events).number(micros(insert.every->time));
    }
    json.end();
  }
  for (const Stall& stall : deed.stalls) {
    json.key("stall").array();
    add_point(json, stall.point);
    json.number(micros(stall.length)).number(static_cast<int>(stall.keepalive));
    json.number(micros(stall.every)).end();
  }
  if (deed.cut) {
    json.key("end").array();
    add_point(json, deed.cut->point);
    json.number(static_cast<int>(deed.cut->how)).end();
  }
}

}  // namespace

void add_canonical(JsonWriter& json, const Injection& injection) {
  const Selectors& selectors = injection.selectors;
  json.key("name").text(injection.name);
  if (selectors.share) {
    json.key("share").text(to_text(*selectors.share));
  }
  json.key("per").number(static_cast<int>(selectors.per.value_or(Per::attempt)));
  add_who(json, selectors);
  add_counters(json, selectors);
  if (injection.deed.dns) {
    add_dns(json, *injection.deed.dns);
  }
  if (injection.deed.conn) {
    add_conn(json, *injection.deed.conn);
  }
  if (injection.deed.read_throttle) {
    json.key("read_throttle").number(injection.deed.read_throttle->count);
  }
  if (injection.deed.delay) {
    add_wait(json, "delay_connect_us", injection.deed.delay->connect);
    add_wait(json, "delay_headers_us", injection.deed.delay->headers);
    add_wait(json, "delay_first_event_us", injection.deed.delay->first_event);
    add_wait(json, "delay_each_event_us", injection.deed.delay->each_event);
  }
  if (injection.deed.respond) {
    add_respond(json, *injection.deed.respond);
  }
  if (injection.deed.answer) {
    json.key("answer").text(to_field(*injection.deed.answer));
  }
  add_answer(json, injection.deed);
}

}  // namespace gameday::faults
