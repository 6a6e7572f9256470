#include "config/secrets.hpp"

#include <algorithm>
#include <array>

namespace gameday::config {
namespace {

constexpr std::string_view quotes = "\"'";
// Names of secrets in configs: ours, and those of gateways whose files we read.
constexpr std::array<std::string_view, 7> names{"api_key",  "encryption_key",    "admin_password",
                                                "password", "secret_access_key", "client_secret",
                                                "secret"};
constexpr std::size_t shortest_word = 20;  // below it, long names of models would be starred
constexpr std::size_t shortest_tail = 6;   // behind `sk-`; below it nobody's key is so short

bool is_letter(char one) {
  return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
}
bool is_digit(char one) {
  return one >= '0' && one <= '9';
}
bool is_key_letter(char one) {
  return is_letter(one) || is_digit(one) || one == '-' || one == '_';
}

class Masking {
 public:
  explicit Masking(std::string_view text) : text_(text), out_(text) {}

  std::string whole() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      const bool begins = at == 0 || !is_key_letter(text_[at - 1]);
      const std::string_view rest = text_.substr(at);
      if (begins && rest.starts_with("sk-") && word_at(at) >= 3 + shortest_tail) {
        stars(at, word_at(at));
      } else if (begins && (rest.starts_with("Bearer ") || rest.starts_with("bearer "))) {
        scalar(at + 7, " \t\r\n\"',}");
      } else if (begins && (rest.starts_with("webhook") || rest.starts_with("slack"))) {
        path_of_url(at + (rest.front() == 'w' ? 7 : 5));
      } else if (begins && rest.starts_with("http:") && !rest.starts_with("http:/")) {
        query_of_url(at + 5);
      } else if (const std::size_t name = begins ? name_at(rest) : 0; name > 0) {
        after_name(at + name);
      } else if (rest.starts_with("://")) {
        user_of_url(at + 3);
      } else if (rest.starts_with("\"//\"")) {
        comment(at + 4);
      }
    }
    return std::move(out_);
  }

 private:
  std::size_t word_at(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_key_letter(text_[end])) {
      ++end;
    }
    return end - at;
  }

  /// The length of the secret's name that begins here, or 0.
  static std::size_t name_at(std::string_view rest) {
    const auto found =
        std::ranges::find_if(names, [&](std::string_view name) { return rest.starts_with(name); });
    return found == names.end() ? 0 : found->size();
  }

  std::size_t skip(std::size_t at, std::string_view letters) const {
    return std::min(text_.find_first_not_of(letters, at), text_.size());
  }

  void stars(std::size_t at, std::size_t count) {
    std::fill_n(out_.begin() + static_cast<std::ptrdiff_t>(at), count, '*');
  }

  /// One value up to any of `ends`; a variable's name is no secret.
  void scalar(std::size_t at, std::string_view ends) {
    const std::size_t end = std::min(text_.find_first_of(ends, at), text_.size());
    if (!text_.substr(at).starts_with("env.")) {
      stars(at, end - at);
    }
  }

  // `api_key: VALUE`, `"api_key": "VALUE"`, `api_key=VALUE`.
  void after_name(std::size_t at) {
    at = skip(at, "\"' \t");
    if (at >= text_.size() || (text_[at] != ':' && text_[at] != '=')) {
      return;
    }
    at = skip(at + 1, " \t\r\n");
    const bool quoted = at < text_.size() && quotes.find(text_[at]) != quotes.npos;
    if (quoted) {
      const char ends[] = {text_[at], '\n'};
      scalar(at + 1, {ends, 2});
    } else if (at < text_.size() && text_[at] != '[' && text_[at] != '{') {
      scalar(at, " \t\r\n,}]");
    }
  }

  /// The URL behind a key, from its first letter to its last; nothing when there is none.
  std::string_view url_behind(std::size_t at) const {
    at = skip(at, "\"' \t");
    if (at >= text_.size() || (text_[at] != ':' && text_[at] != '=' && text_[at] != 'h')) {
      return {};
    }
    at = skip(at, "\"' \t\r\n:=");
    const std::size_t end = std::min(text_.find_first_of("\"' \t\r\n,}]", at), text_.size());
    const std::string_view url = text_.substr(at, end - at);
    return url.starts_with("http://") || url.starts_with("https://") ? url : "";
  }

  // `webhook: https://host/services/T0/B0/x`: who knows the path may write into the channel.
  void path_of_url(std::size_t at) {
    const std::string_view url = url_behind(at);
    const std::size_t host = std::min(url.find("://"), url.size());
    const std::size_t path = url.find_first_of("/?", std::min(host + 3, url.size()));
    if (path != url.npos) {
      stars(static_cast<std::size_t>(url.data() - text_.data()) + path, url.size() - path);
    }
  }

  // `http: https://status.internal/ok?token=x`
  void query_of_url(std::size_t at) {
    const std::string_view url = url_behind(at - 1);
    const std::size_t query = url.find('?');
    if (query != url.npos) {
      stars(static_cast<std::size_t>(url.data() - text_.data()) + query + 1,
            url.size() - query - 1);
    }
  }

  void user_of_url(std::size_t at) {
    const std::size_t end = text_.find_first_of("@/\"' \t\r\n", at);
    if (end != text_.npos && text_[end] == '@') {
      stars(at, end - at);
    }
  }

  void comment(std::size_t at) {
    const std::size_t begin = skip(at, " \t\r\n:");
    const std::size_t line_end = std::min(text_.find_first_of("\r\n", begin), text_.size());
    for (std::size_t word = begin; word < line_end; ++word) {
      const std::size_t length = word_at(word);
      const std::string_view letters = text_.substr(word, length);
      if (length >= shortest_word && std::ranges::any_of(letters, is_letter) &&
          std::ranges::any_of(letters, is_digit)) {
        stars(word, length);
      }
      word += length;
    }
  }

  std::string_view text_;
  std::string out_;
};

}  // namespace

std::string starred(std::string_view text) {
  return Masking(text).whole();
}

}  // namespace gameday::config
