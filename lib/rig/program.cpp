#include "rig/program.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/one_line.hpp"
#include "base/units.hpp"

namespace gameday::rig {
namespace {

constexpr std::size_t longest_last_line = 200;  // of output, in a message
constexpr std::size_t block_size = 4096;
constexpr std::size_t most_blocks_left = 17;  // a pipe holds 64 KiB

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void close() {
    if (number_ >= 0) {
      ::close(number_);
      number_ = -1;
    }
  }
  void take(int number) {
    close();
    number_ = number;
  }
  int get() const { return number_; }

 private:
  int number_;
};

/// argv and environment as the kernel wants them.
std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> list;
  for (std::string& text : texts) {
    list.push_back(text.data());
  }
  list.push_back(nullptr);
  return list;
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& added) {
  std::vector<std::string> all;
  for (const auto& [name, value] : added) {
    all.push_back(name + '=' + value);
  }
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto same = [&](const auto& one) {
      return text.starts_with(one.first) && text.substr(one.first.size()).starts_with('=');
    };
    if (std::ranges::none_of(added, same)) {
      all.emplace_back(text);
    }
  }
  return all;
}

class Spawning {
 public:
  Spawning(int input, int output) {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_adddup2(&files_, input, 0);
    posix_spawn_file_actions_adddup2(&files_, output, 1);
    posix_spawn_file_actions_adddup2(&files_, output, 2);
    posix_spawn_file_actions_addclosefrom_np(&files_, 3);  // our sockets are not its business
    posix_spawnattr_init(&how_);
    sigset_t none;
    sigemptyset(&none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigmask(&how_, &none);
    posix_spawnattr_setsigdefault(&how_, &all);
    posix_spawnattr_setpgroup(&how_, 0);
    posix_spawnattr_setflags(
        &how_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Spawning() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&how_);
  }
  Spawning(const Spawning&) = delete;
  Spawning& operator=(const Spawning&) = delete;

  /// 0, or an errno.
  int spawn(const Program& program, pid_t& child) const {
    std::vector<std::string> argv = program.argv;
    std::vector<std::string> environment = environment_with(program.environment);
    return posix_spawnp(&child, argv[0].c_str(), &files_, &how_, pointers(argv).data(),
                        pointers(environment).data());
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t how_{};
};

bool set_alarm(const Descriptor& timer, Duration in) {
  const Duration least = std::max(in, Duration(1));  // zero would disarm it
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(least);
  itimerspec when{};
  when.it_value.tv_sec = seconds.count();
  when.it_value.tv_nsec = (least - seconds).count();
  return timerfd_settime(timer.get(), 0, &when, nullptr) == 0;
}

/// The child from its start to its end.
class Watch {
 public:
  Watch(pid_t child, int output, Duration timeout) : child_(child), output_(output) {
    // The C library has a function for it whose header C++ cannot link to (glibc 2.36).
    process_.take(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));
    timer_.take(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
    able_ = process_.get() >= 0 && timer_.get() >= 0 && set_alarm(timer_, timeout);
  }

  ProgramEnd wait() {
    if (!able_) {
      kill(-child_, SIGKILL);
    }
    while (able_ && !look()) {
    }
    // What it left in the pipe; a background process of its own may write there for ever.
    for (std::size_t block = 0; block < most_blocks_left && take_block(); ++block) {
    }
    if (timed_out_) {
      kill(-child_, SIGKILL);  // whoever is left of its group; its number is not free yet
    }
    int status = 0;
    while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    const bool exited = WIFEXITED(status);
    end_.how = timed_out_ ? ProgramEnd::How::timed_out
               : exited   ? ProgramEnd::How::exited
                          : ProgramEnd::How::killed;
    end_.code = exited ? WEXITSTATUS(status) : WTERMSIG(status);
    return std::move(end_);
  }

 private:
  /// True when it has ended.
  bool look() {
    std::array<pollfd, 3> all = {pollfd{process_.get(), POLLIN, 0}, pollfd{timer_.get(), POLLIN, 0},
                                 pollfd{open_ ? output_ : -1, POLLIN, 0}};
    if (poll(all.data(), all.size(), -1) < 0) {
      return errno != EINTR;
    }
    if (all[2].revents != 0) {
      take_block();  // one, so that an endless output cannot keep us from looking at the time
    }
    if (all[0].revents != 0) {
      return true;  // an end that raced the time wins
    }
    if (all[1].revents != 0) {
      kill(-child_, timed_out_ ? SIGKILL : SIGTERM);
      timed_out_ = true;
      set_alarm(timer_, program_grace);
    }
    return false;
  }
  bool take_block() {
    std::array<char, block_size> block{};
    const ssize_t n = ::read(output_, block.data(), block.size());
    open_ = n > 0 || (n < 0 && errno == EAGAIN);
    if (n > 0) {
      end_.output.append(block.data(), static_cast<std::size_t>(n));
      const std::size_t size = end_.output.size();
      end_.output.erase(0, size > most_program_output ? size - most_program_output : 0);
    }
    return n > 0;
  }

  pid_t child_;
  int output_;
  Descriptor process_;
  Descriptor timer_;
  bool able_ = false;
  bool open_ = true;
  bool timed_out_ = false;
  ProgramEnd end_;
};

ProgramEnd not_started(std::string problem) {
  return {ProgramEnd::How::not_started, 0, {}, std::move(problem)};
}

}  // namespace

ProgramEnd run_program(const Program& program) {
  if (program.argv.empty() || program.argv[0].empty()) {
    return not_started("there is no program to start");
  }
  const Descriptor input(memfd_create("gameday-input", MFD_CLOEXEC));
  int ends[2] = {-1, -1};
  if (input.get() < 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
    return not_started(std::strerror(errno));
  }
  const Descriptor output(ends[0]);
  Descriptor theirs(ends[1]);
  fcntl(theirs.get(), F_SETFL, 0);  // a program that writes does not expect "try again"
  const auto size = static_cast<ssize_t>(program.input.size());
  if (::write(input.get(), program.input.data(), program.input.size()) != size ||
      lseek(input.get(), 0, SEEK_SET) != 0) {
    return not_started(std::strerror(errno));
  }
  pid_t child = -1;
  const int error = Spawning(input.get(), theirs.get()).spawn(program, child);
  theirs.close();
  return error != 0 ? not_started(std::strerror(error))
                    : Watch(child, output.get(), program.timeout).wait();
}

std::string failure_words(const Program& program, const ProgramEnd& end) {
  std::string words;
  switch (end.how) {
    case ProgramEnd::How::not_started:
      return "cannot be started: " + end.problem;
    case ProgramEnd::How::timed_out:
      words = "timed out after " + to_text(program.timeout);
      break;
    case ProgramEnd::How::killed:
      words = fmt::format("was ended by signal {}", end.code);
      break;
    case ProgramEnd::How::exited:
      if (end.code == 0) {
        return {};
      }
      words = fmt::format("exited {}", end.code);
  }
  std::string_view last = end.output;
  last = last.substr(0, last.find_last_not_of(" \t\r\n") + 1);
  last = last.substr(last.find_last_of('\n') + 1);
  return last.empty() ? words : words + ": " + one_line(last, longest_last_line);
}

}  // namespace gameday::rig
