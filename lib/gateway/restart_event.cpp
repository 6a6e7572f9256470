#include "gateway/restart_event.hpp"

#include "base/json_writer.hpp"

namespace gameday::gateway {

std::string restart_event(const policy::Failure& broke, std::string_view from,
                          std::string_view to) {
  std::string out = "data: ";
  JsonWriter json(out);
  json.object().key("id").text("").key("object").text("gameday.restart");
  json.key("created").number(0).key("model").text(to);  // typed clients want them
  json.key("choices").array().end();
  json.key("reason").text(policy::to_text(broke.kind)).key("from").text(from).key("to").text(to);
  json.end();
  out += "\n\n";
  return out;
}

}  // namespace gameday::gateway
