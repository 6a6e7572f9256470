// Writes every true answer of both dialects as a whole HTTP response: DIR/<dialect>/<group>/<name>.
// scripts/sdk serves these files to the official clients.

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "llm/dialect_answers.hpp"

namespace {

using namespace gameday;
using llm::Dialect;

constexpr std::uint64_t id = 7;
constexpr std::string_view model = "model-x";
constexpr WallTime wall{Duration(std::chrono::seconds(1'795'613'224))};  // 2026-11-25T13:27:04Z

void write(const std::filesystem::path& folder, std::string_view name, llm::TrueAnswer answer) {
  answer.head.fields.set("Content-Length", fmt::format("{}", answer.body.size()));
  answer.head.fields.add("Connection", "close");
  std::filesystem::create_directories(folder);
  std::ofstream out(folder / name, std::ios::binary);
  out << http::write_response_head(answer.head) << answer.body;
}

// The canned stream until its third delta.
llm::TrueAnswer cut_stream(Dialect dialect) {
  llm::TrueAnswer answer = llm::canned_completion(dialect, "stream", id, model, wall);
  const std::size_t delta = answer.body.find("\"a \"");
  answer.body.resize(answer.body.find("\n\n", delta) + 2);
  return answer;
}

llm::TrueAnswer broken_stream(Dialect dialect, std::string_view form) {
  llm::TrueAnswer answer = cut_stream(dialect);
  answer.body += llm::error_as_event(dialect, "overloaded", form, id, model);
  return answer;
}

void write_all(const std::filesystem::path& folder, Dialect dialect) {
  for (const std::string_view name : llm::error_names()) {
    std::optional<Duration> wait;
    if (name == "rate-limit" || name == "slow-down") {
      wait = 2s;
    }
    write(folder / "error", name, llm::true_error(dialect, name, id, wait, model, wall));
  }
  for (const int status : {400, 402, 408, 418, 429, 501, 502, 503, 504, 524, 529}) {
    write(folder / "status", fmt::format("{}", status),
          llm::true_status(dialect, status, id, std::nullopt, model, wall));
  }
  for (const std::string_view name : llm::page_names()) {
    write(folder / "page", name, llm::page_answer(name, id, dialect));
  }
  for (const std::string_view shape : llm::completion_shapes()) {
    write(folder / "completion", shape, llm::canned_completion(dialect, shape, id, model, wall));
  }
  for (const std::string_view form : llm::error_forms()) {
    write(folder / "in-stream", form, broken_stream(dialect, form));
  }
  write(folder / "in-stream", "cut", cut_stream(dialect));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: true_answers DIR\n");
    return 2;
  }
  for (const Dialect dialect : {Dialect::openai, Dialect::anthropic}) {
    write_all(std::filesystem::path(arguments[1]) / llm::to_text(dialect), dialect);
  }
  return 0;
}
