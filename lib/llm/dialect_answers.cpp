#include "llm/dialect_answers.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "llm/pages.hpp"

namespace gameday::llm {
namespace {

struct Page {
  std::string_view name;
  int status;  // 0: the words say all
  std::string_view title;
  std::string_view text;
};

constexpr std::array pages = {
    Page{"nginx-502", 502, "", ""},
    Page{"nginx-503", 503, "", ""},
    Page{"nginx-504", 504, "", ""},
    Page{"nginx-413", 413, "", ""},
    Page{"envoy-503", 0, "",
         "upstream connect error or disconnect/reset before headers. reset reason: connection "
         "failure"},
    Page{"envoy-no-upstream", 0, "", "no healthy upstream"},
    Page{"cloudflare-520", 520, "", ""},
    Page{"cloudflare-521", 521, "", ""},
    Page{"cloudflare-522", 522, "", ""},
    Page{"cloudflare-523", 523, "", ""},
    Page{"cloudflare-524", 524, "", ""},
    Page{"cloudflare-525", 525, "", ""},
    Page{"cloudflare-526", 526, "", ""},
    Page{"maintenance", 0, "We'll be back soon",
         "<p>We are down for scheduled maintenance. Please try again in a few minutes.</p>"},
    Page{"login", 0, "Sign in",
         "<form method=\"post\" action=\"/login\">\n"
         "<label>User <input name=\"user\"></label>\n"
         "<label>Password <input name=\"password\" type=\"password\"></label>\n"
         "<button>Sign in</button>\n</form>"},
};

}  // namespace

const std::vector<std::string_view>& page_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const Page& page : pages) {
      list.push_back(page.name);
    }
    return list;
  }();
  return names;
}

TrueAnswer page_answer(std::string_view name, std::uint64_t id, Dialect dialect) {
  const auto* const page =
      std::find_if(pages.begin(), pages.end(), [&](const Page& row) { return row.name == name; });
  CHECK(page != pages.end(), "a name of page_names(); the parser refuses others");
  if (page->status == 0) {
    return page->title.empty() ? envoy_page(page->text) : web_page(page->title, page->text);
  }
  return page->status < 520 ? nginx_page(page->status) : cloudflare_page(page->status, id, dialect);
}

TrueAnswer true_error(Dialect dialect, std::string_view name, std::uint64_t id,
                      std::optional<Duration> retry_after, std::string_view model,
                      std::optional<WallTime> wall) {
  return dialect == Dialect::openai ? openai_error(name, id, retry_after, model)
                                    : anthropic_error(name, id, retry_after, model, wall);
}

TrueAnswer true_status(Dialect dialect, int status, std::uint64_t id,
                       std::optional<Duration> retry_after, std::string_view model,
                       std::optional<WallTime> wall) {
  return dialect == Dialect::openai ? openai_status(status, id, retry_after, model)
                                    : anthropic_status(status, id, retry_after, model, wall);
}

}  // namespace gameday::llm
