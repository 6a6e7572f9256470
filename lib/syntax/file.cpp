#include "syntax/file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "syntax/lines.hpp"

namespace gameday::syntax {
namespace {

std::string too_large(std::uintmax_t size) {
  return fmt::format("is {:.1f} MiB; at most 1 MiB is read: is this the right file?",
                     static_cast<double>(size) / static_cast<double>(largest_file));
}

// What speaks against opening it; empty: nothing.
std::string objection(const std::string& path) {
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (status.type() == std::filesystem::file_type::not_found) {
    return "does not exist";
  }
  if (failed) {
    return "cannot be read: " + failed.message();
  }
  if (std::filesystem::is_directory(status)) {
    return "is a directory; name a file in it";
  }
  if (std::filesystem::is_regular_file(status)) {
    const auto size = std::filesystem::file_size(path, failed);
    if (!failed && size > largest_file) {
      return too_large(size);
    }
  }
  return {};
}

}  // namespace

std::optional<std::string> read_file(const std::string& path, Problems& problems) {
  if (std::string why = objection(path); !why.empty()) {
    problems.error({}, "", std::move(why));
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    problems.error({}, "", std::string("cannot be read: ") + std::strerror(errno));
    return std::nullopt;
  }
  std::string text;
  std::array<char, 16 * 1024> piece{};
  while (in && text.size() <= largest_file) {  // a pipe has no size to ask for
    in.read(piece.data(), piece.size());
    text.append(piece.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) {
    problems.error({}, "", std::string("cannot be read: ") + std::strerror(errno));
    return std::nullopt;
  }
  return plain_text(text, problems) ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string_view> plain_text(std::string_view text, Problems& problems) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  if (text.size() > largest_file) {
    problems.error({}, "", "is larger than 1 MiB; at most that is read: is this the right file?");
    return std::nullopt;
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_sequence(text.substr(at));
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool control =
        (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    if (length == 0 || control) {
      const char* what = length == 0 ? "is not UTF-8; save the file as UTF-8 text"
                                     : "is a control character; a text file has none";
      problems.error(Lines(text).at_offset(at), "", fmt::format("byte 0x{:02X} {}", byte, what));
      return std::nullopt;
    }
    at += length;
  }
  return text;
}

}  // namespace gameday::syntax
