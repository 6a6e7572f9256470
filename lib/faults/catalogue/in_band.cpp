#include "faults/catalogue/groups.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::faults {
namespace {

/// The error, and then the body ends properly. A unary answer becomes the error as a whole.
Injection error_at(const Point& point, std::string name, std::string form) {
  Injection injection = ending(point, Cut::How::clean);
  Insert insert;
  insert.point = point;
  insert.name = std::move(name);
  insert.form = std::move(form);
  insert.or_body = true;
  injection.deed.inserts.push_back(std::move(insert));
  return injection;
}

std::string read_code(MapReader& map, std::string_view otherwise) {
  Words names = {otherwise};  // the default first
  for (const std::string_view name : llm::error_names()) {
    if (name != otherwise) {
      names.push_back(name);
    }
  }
  return read_word(map, "code", names, "provider's error");
}

Injection error_in_stream(MapReader& map) {
  const Point point = read_after_or(map, five_deltas);
  const std::string form =
      read_word(map, "form", {"object", "string", "named", "flat", "vllm"}, "form of an error");
  Injection injection = error_at(point, read_code(map, "server"), form);
  if (map.boolean("done").value_or(false)) {
    Insert done;
    done.point = point;
    done.what = Insert::What::event;
    done.text = "[DONE]";
    injection.deed.inserts.push_back(std::move(done));
  }
  return injection;
}

Injection overloaded_in_stream(MapReader& map) {
  const Point point = read_after_or(map, five_deltas);
  const bool nameless = map.boolean("nameless").value_or(false);
  return error_at(point, read_code(map, "overloaded"), nameless ? "object" : "native");
}

}  // namespace

std::vector<CatalogueEntry> in_band_slugs() {
  return {
      {"F28",
       "error-in-stream",
       "an error object in place of the rest",
       {{"after", "5 deltas"},
        {"code", "server", "error"},
        {"form", "object / string / named / flat / vllm"},
        {"done", "false"}},
       "insert: {after: 5 deltas, error: server, form: object}, end: {after: 5 deltas, how: clean}",
       error_in_stream},
      {"F29",
       "overloaded-in-stream",
       "Anthropic's overloaded_error in the middle",
       {{"after", "5 deltas"}, {"code", "overloaded", "error"}, {"nameless", "false"}},
       "insert: {after: 5 deltas, error: overloaded}, end: {after: 5 deltas, how: clean}",
       overloaded_in_stream},
  };
}

}  // namespace gameday::faults
