#include "llm/pages.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "llm/openai_fields.hpp"

namespace gameday::llm {
namespace {

constexpr std::string_view nginx_words(int status) {
  switch (status) {
    case 413:
      return "Request Entity Too Large";
    case 503:
      return "Service Temporarily Unavailable";
    case 504:
      return "Gateway Time-out";
    default:
      return "Bad Gateway";
  }
}

constexpr std::string_view cloudflare_words(int status) {
  switch (status) {
    case 521:
      return "Web server is down";
    case 522:
      return "Connection timed out";
    case 523:
      return "Origin is unreachable";
    case 524:
      return "A timeout occurred";
    case 525:
      return "SSL handshake failed";
    case 526:
      return "Invalid SSL certificate";
    default:
      return "Web server is returning an unknown error";
  }
}

}  // namespace

TrueAnswer nginx_page(int status) {
  const std::string_view words = nginx_words(status);
  TrueAnswer answer;
  answer.body = fmt::format(
      "<html>\r\n<head><title>{0} {1}</title></head>\r\n<body>\r\n"
      "<center><h1>{0} {1}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n",
      status, words);
  answer.head = http::response_of(status, "text/html", answer.body.size());
  answer.head.reason = words;
  answer.head.fields.add("Server", "nginx");
  return answer;
}

TrueAnswer cloudflare_page(int status, std::uint64_t id, Dialect dialect) {
  const auto* host = dialect == Dialect::openai ? "api.openai.com" : "api.anthropic.com";
  const std::string ray = hex16(hash64("llm/ray", id));
  TrueAnswer answer;
  answer.body = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n<title>{3} | {0}: {1}</title>\n"
      "<meta charset=\"UTF-8\" />\n</head>\n<body>\n<div id=\"cf-wrapper\">\n"
      "<h1><span>{1}</span> <span>Error code {0}</span></h1>\n"
      "<p>Cloudflare Ray ID: <strong>{2}</strong></p>\n</div>\n</body>\n</html>\n",
      status, cloudflare_words(status), ray, host);
  answer.head = http::response_of(status, "text/html; charset=UTF-8", answer.body.size());
  answer.head.reason = "";
  answer.head.fields.add("Cache-Control", "private, no-store");
  answer.head.fields.add("Server", "cloudflare");
  answer.head.fields.add("CF-RAY", ray + "-SYD");
  return answer;
}

TrueAnswer envoy_page(std::string_view text) {
  TrueAnswer answer;
  answer.body = text;
  answer.head = http::response_of(503, "text/plain", text.size());
  answer.head.fields.add("server", "envoy");
  return answer;
}

TrueAnswer web_page(std::string_view title, std::string_view text) {
  TrueAnswer answer;
  answer.body = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{0}</title></head>"
      "\n<body>\n<h1>{0}</h1>\n{1}\n</body>\n</html>\n",
      title, text);
  answer.head = http::response_of(200, "text/html; charset=utf-8", answer.body.size());
  answer.head.fields.add("Cache-Control", "no-store");
  return answer;
}

}  // namespace gameday::llm
