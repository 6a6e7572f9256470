#include "mock/request_log.hpp"

#include <string_view>

#include "base/json_writer.hpp"

namespace gameday::mock {
namespace {

constexpr std::size_t text_most = 256;  // longer than any path or model name that means something

std::int64_t microseconds(Duration duration) {
  return duration / 1us;
}

std::string_view shortened(std::string_view text) {
  return text.substr(0, text_most);
}

}  // namespace

const char* to_text(Ending ending) {
  switch (ending) {
    case Ending::complete:
      return "complete";
    case Ending::client_gone:
      return "client_gone";
    case Ending::client_stalled:
      return "client_stalled";
    case Ending::shutdown:
      return "shutdown";
  }
  return "";
}

std::string log_line(const LoggedRequest& request) {
  std::string line;
  JsonWriter json(line);
  json.object().key("asked_us").number(microseconds(request.asked - run_start));
  json.key("took_us").number(microseconds(request.ended - request.asked));
  if (request.marker) {
    json.key("ordinal").number(request.marker->ordinal).key("nth").number(request.nth);
  }
  json.key("method").text(shortened(request.method)).key("path").text(shortened(request.path));
  if (!request.model.empty()) {
    json.key("model").text(shortened(request.model)).key("streamed").boolean(request.streamed);
  }
  if (!request.sdk_retry.empty()) {
    json.key("sdk_retry").text(shortened(request.sdk_retry));
  }
  json.key("status").number(request.status).key("ended").text(to_text(request.ending)).end();
  line += '\n';
  return line;
}

}  // namespace gameday::mock
