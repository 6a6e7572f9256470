#include "integration/app/process.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace gameday::test {
namespace {

using std::chrono::steady_clock;

void start_child(const std::vector<std::string>& argv, const std::string& state, int out,
                 int error) {
  setenv("XDG_STATE_HOME", state.c_str(), 1);
  dup2(out, 1);
  dup2(error, 2);
  std::vector<char*> words;
  for (const std::string& word : argv) {
    words.push_back(const_cast<char*>(word.c_str()));
  }
  words.push_back(nullptr);
  execv(words[0], words.data());
  _exit(127);
}

// False at the end of the stream.
bool drain(int& pipe, std::string& into) {
  std::array<char, 4096> block{};
  const ssize_t n = read(pipe, block.data(), block.size());
  if (n > 0) {
    into.append(block.data(), static_cast<std::size_t>(n));
    return true;
  }
  close(pipe);
  pipe = -1;
  return false;
}

}  // namespace

Process::Process(const std::vector<std::string>& argv, const std::string& state) {
  const std::string own = testing::TempDir() + "gameday-state-" + std::to_string(getpid());
  int out[2];
  int error[2];
  if (pipe2(out, O_CLOEXEC) != 0 || pipe2(error, O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe for a child process");
  }
  pid_ = fork();
  if (pid_ == 0) {
    start_child(argv, state.empty() ? own : state, out[1], error[1]);
  }
  close(out[1]);
  close(error[1]);
  out_pipe_ = out[0];
  error_pipe_ = error[0];
}

Process::~Process() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  for (const int pipe : {out_pipe_, error_pipe_}) {
    if (pipe >= 0) {
      close(pipe);
    }
  }
}

bool Process::read_some(int timeout_ms) {
  std::array<pollfd, 2> both = {pollfd{out_pipe_, POLLIN, 0}, pollfd{error_pipe_, POLLIN, 0}};
  if ((out_pipe_ < 0 && error_pipe_ < 0) || poll(both.data(), both.size(), timeout_ms) <= 0) {
    return out_pipe_ >= 0 || error_pipe_ >= 0;
  }
  if (both[0].revents != 0) {
    drain(out_pipe_, out_);
  }
  if (both[1].revents != 0) {
    drain(error_pipe_, error_);
  }
  return true;
}

bool Process::wait_for_error_text(const std::string& text, std::chrono::seconds limit) {
  const auto due = steady_clock::now() + limit;
  while (error_.find(text) == std::string::npos) {
    if (steady_clock::now() > due || !read_some(100)) {
      return error_.find(text) != std::string::npos;
    }
  }
  return true;
}

void Process::signal(int number) {
  kill(pid_, number);
}

std::string Process::children() const {
  const std::string id = std::to_string(pid_);
  std::ifstream file("/proc/" + id + "/task/" + id + "/children");
  std::string line;
  std::getline(file, line);
  return line;
}

int Process::wait(std::chrono::seconds limit) {
  const auto due = steady_clock::now() + limit;
  while (read_some(100)) {
    if (steady_clock::now() > due) {
      return -1;
    }
  }
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Ended run(const std::vector<std::string>& argv, std::chrono::seconds limit,
          const std::string& state) {
  Process process(argv, state);
  Ended ended;
  ended.exit_code = process.wait(limit);
  ended.out = process.out();
  ended.error = process.error();
  return ended;
}

Ended run_on_time(const std::string& folder, const std::vector<std::string>& argv,
                  const std::string& state) {
  namespace fs = std::filesystem;
  constexpr int tries_most = 10;
  const fs::path before = folder + ".before";
  fs::remove_all(before);
  if (fs::exists(folder)) {
    fs::copy(folder, before, fs::copy_options::recursive);
  }
  Ended ended = run(argv, std::chrono::seconds(60), state);
  const auto was_late = [&] {
    return ended.exit_code == 3 &&
           (ended.out + ended.error).find("the generator was late") != std::string::npos;
  };
  for (int tries = 1; tries < tries_most && was_late(); ++tries) {
    fs::remove_all(folder);
    if (fs::exists(before)) {
      fs::copy(before, folder, fs::copy_options::recursive);
    }
    ended = run(argv, std::chrono::seconds(60), state);
  }
  fs::remove_all(before);
  return ended;
}

}  // namespace gameday::test
