#pragma once
// Appends JSON to a string: events, JSONL records, translated bodies. No tree, no allocation beyond
// the string. Doubles are written with a fixed number of decimals, so equal runs write equal bytes.
//
//   JsonWriter json(line);
//   json.object().key("at_us").number(12).key("list").array().text("a").end().end();

#include <cstdint>
#include <string>
#include <string_view>

namespace gameday {

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& object() { return open('{', '}'); }
  JsonWriter& array() { return open('[', ']'); }
  JsonWriter& end();

  JsonWriter& key(std::string_view name);
  /// Valid UTF-8 passes; bytes that are not become U+FFFD.
  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& number(std::uint64_t value);
  JsonWriter& number(int value) { return number(static_cast<std::int64_t>(value)); }
  JsonWriter& number(unsigned value) { return number(static_cast<std::uint64_t>(value)); }
  /// `decimals` digits after the point, trailing zeros cut; not a finite number: null.
  JsonWriter& number(double value, int decimals);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  /// Bytes that already are one JSON value.
  JsonWriter& raw(std::string_view json);

 private:
  JsonWriter& open(char opening, char closing);
  void separate();

  std::string& out_;
  std::string closing_;  // one letter for each open level
  bool first_ = true;    // nothing written at this level yet
  bool after_key_ = false;
};

/// Appends `value` as the inside of a JSON string, without the quotes.
void append_json_escaped(std::string& out, std::string_view value);

}  // namespace gameday
