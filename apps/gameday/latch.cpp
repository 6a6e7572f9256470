#include "latch.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "base/json_writer.hpp"
#include "base/one_line.hpp"
#include "folder.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_read = 4096;  // four fields of 256 bytes, each escaped at worst

std::string file_in(const std::string& folder) {
  return folder.empty() ? std::string() : folder + "/stop";
}

std::string text_in(const nlohmann::json& json, const char* key) {
  const auto found = json.is_object() ? json.find(key) : json.end();
  const bool is_text = json.is_object() && found != json.end() && found->is_string();
  return is_text ? one_line(found->get_ref<const std::string&>(), longest_latch_field) : "";
}

Latch read_latch(const std::string& file) {
  std::string text(most_read, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  const auto json = nlohmann::json::parse(text, nullptr, false);
  return {file, text_in(json, "who"), text_in(json, "when"), text_in(json, "why")};
}

std::string latch_text(const std::string& why) {
  const Who me = who();
  std::string text;
  JsonWriter json(text);
  json.object();
  json.key("who").text(one_line(fmt::format("{}@{}", me.user, me.host), longest_latch_field));
  json.key("when").text(time_now());
  json.key("why").text(one_line(why, longest_latch_field)).end();
  return text + '\n';
}

}  // namespace

std::optional<Latch> latched() {
  const std::string file = file_in(state_path());
  std::error_code ec;
  const auto status = fs::symlink_status(file, ec);
  if (file.empty() || status.type() == fs::file_type::not_found) {
    return std::nullopt;
  }
  if (status.type() == fs::file_type::none) {
    return Latch{file, {}, {}, fmt::format("{} (so nobody can say that it is not)", ec.message())};
  }
  return status.type() == fs::file_type::regular ? read_latch(file) : Latch{file, {}, {}, {}};
}

std::string words(const Latch& latch) {
  const std::string by = latch.who.empty() ? "somebody" : latch.who;
  const std::string at = latch.when.empty() ? "" : " at " + latch.when;
  return fmt::format("{} latched it{}{}", by, at,
                     latch.why.empty() ? ", without a reason" : ": " + latch.why);
}

std::string why_stopped(const Latch& latch) {
  return "game days are stopped: " + words(latch);
}

std::string why_stopped() {
  const auto latch = latched();
  return latch ? why_stopped(*latch) : std::string();
}

Latched set_latch(const std::string& why) {
  const std::string file = file_in(state_folder());
  if (file.empty()) {
    return {{}, "neither XDG_STATE_HOME nor HOME names a folder that the latch can stand in"};
  }
  // Whole under another name first; link() then decides which of two is the first.
  const std::string draft = fmt::format("{}.{}", file, getpid());
  std::string problem = write_file(draft, latch_text(why));
  if (!problem.empty()) {
    return {{}, problem};
  }
  const bool made = link(draft.c_str(), file.c_str()) == 0;
  const int error = errno;
  unlink(draft.c_str());
  if (!made && error != EEXIST) {
    return {{}, fmt::format("cannot write {}: {}", file, std::strerror(error))};
  }
  return {made ? std::nullopt : latched(), {}};
}

std::string clear_latch() {
  const std::string file = file_in(state_path());
  if (!file.empty() && unlink(file.c_str()) != 0 && errno != ENOENT) {
    return fmt::format("cannot remove {}: {}", file, std::strerror(errno));
  }
  return {};
}

}  // namespace gameday::app
