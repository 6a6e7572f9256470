#include "child_runs.hpp"

#include <array>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gameday::app {
namespace {

/// How a child begins: in a group of its own, hearing every signal, with the usual reactions.
class SpawnManner {
 public:
  SpawnManner() {
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t usual;
    sigemptyset(&usual);
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE}) {
      sigaddset(&usual, signal);
    }
    posix_spawnattr_setsigdefault(&attributes_, &usual);
  }
  ~SpawnManner() { posix_spawnattr_destroy(&attributes_); }
  SpawnManner(const SpawnManner&) = delete;
  SpawnManner& operator=(const SpawnManner&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

std::string how(int status) {
  if (WIFSIGNALED(status)) {
    return fmt::format("killed by signal {}", WTERMSIG(status));
  }
  constexpr std::array<std::string_view, 9> words = {
      "pass",        "fail",  "invalid", "inconclusive",      "aborted by a guard",
      "interrupted", "error", "skipped", "baseline unhealthy"};
  const auto code = static_cast<std::size_t>(WEXITSTATUS(status));
  return code < words.size() ? fmt::format("exit code {}: {}", code, words.at(code))
                             : fmt::format("exit code {}", code);
}

}  // namespace

std::string own_program() {
  std::error_code ec;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", ec);
  return ec ? std::string() : path.string();
}

std::string ChildRuns::start(const std::string& file) {
  const std::string program = own_program();
  std::string name = "gameday";
  std::string command = "run";
  std::string flag = "--scheduled";
  std::string end_of_flags = "--";
  std::string scenario = file;
  std::array<char*, 6> arguments = {name.data(),         command.data(),  flag.data(),
                                    end_of_flags.data(), scenario.data(), nullptr};
  pid_t child = -1;
  const SpawnManner manner;
  const int failed =
      posix_spawn(&child, program.c_str(), nullptr, manner.get(), arguments.data(), ::environ);
  if (failed != 0) {
    return std::strerror(failed);
  }
  files_[child] = file;
  return {};
}

std::vector<schedule::EndedRun> ChildRuns::ended() {
  std::vector<schedule::EndedRun> list;
  std::erase_if(files_, [&list](const auto& run) {
    int status = 0;
    if (waitpid(run.first, &status, WNOHANG) != run.first) {
      return false;
    }
    list.push_back({run.second, how(status)});
    return true;
  });
  return list;
}

void ChildRuns::stop() {
  for (const auto& [child, file] : files_) {
    kill(child, SIGTERM);
  }
}

}  // namespace gameday::app
