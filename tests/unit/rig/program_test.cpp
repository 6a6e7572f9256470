// Programs of somebody else's: how they end, what they may take with them.

#include "rig/program.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace gameday::rig {
namespace {

Program shell(const std::string& script) {
  Program program;
  program.argv = {"sh", "-c", script};
  program.timeout = 20s;  // never reached, but where a test says so
  return program;
}

std::string words_of(const Program& program) {
  return failure_words(program, run_program(program));
}

TEST(Programs, InputVariablesAndOutputArePassed) {
  Program program = shell("cat; cat /dev/stdin; echo \"$WHO $HOME\" >&2");
  program.input = "hello\n";
  program.environment = {{"WHO", "gameday"}, {"HOME", "/nowhere"}};
  const ProgramEnd end = run_program(program);
  EXPECT_EQ(end.how, ProgramEnd::How::exited);
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.output, "hello\nhello\ngameday /nowhere\n");
  EXPECT_EQ(failure_words(program, end), "");
}

TEST(Programs, NoShellLooksAtTheWords) {
  Program program;
  program.argv = {"echo", "$HOME; rm -rf *"};
  EXPECT_EQ(run_program(program).output, "$HOME; rm -rf *\n");
}

TEST(Programs, ItsFailureIsSaidWithItsLastLine) {
  EXPECT_EQ(words_of(shell("echo first; printf 'no \\033[31mroute\\n\\n'; exit 3")),
            "exited 3: no  [31mroute");
  EXPECT_EQ(words_of(shell("exit 9")), "exited 9");
  EXPECT_EQ(words_of(shell("kill -9 $$")), "was ended by signal 9");
  Program missing;
  missing.argv = {"./there/is/no/such/program"};
  EXPECT_EQ(words_of(missing), "cannot be started: No such file or directory");
  EXPECT_EQ(words_of(Program{}), "cannot be started: there is no program to start");
}

TEST(Programs, InputThatNobodyReadsHurtsNobody) {
  Program program = shell("exit 0");
  program.input = std::string(1'000'000, 'x');
  EXPECT_EQ(words_of(program), "");
}

TEST(Programs, MuchOutputLeavesItsEnd) {
  const ProgramEnd end = run_program(shell("yes | head -c 300000; echo the end"));
  EXPECT_EQ(end.how, ProgramEnd::How::exited);
  EXPECT_LE(end.output.size(), most_program_output);
  EXPECT_TRUE(end.output.ends_with("the end\n"));
}

TEST(Programs, WhenTheTimeIsOverItsWholeGroupEnds) {
  const std::string file = testing::TempDir() + "gameday-group-" + std::to_string(getpid());
  // The child of the child ignores the polite signal.
  Program program = shell("sh -c 'trap \"\" TERM; echo $$ >" + file + "; sleep 600' & wait");
  program.timeout = 300ms;
  const ProgramEnd end = run_program(program);
  EXPECT_EQ(end.how, ProgramEnd::How::timed_out);
  EXPECT_EQ(failure_words(program, end), "timed out after 300ms");
  pid_t inner = 0;
  std::ifstream(file) >> inner;
  std::filesystem::remove(file);
  ASSERT_GT(inner, 0);
  // It has been sent SIGKILL, and will end as soon as it has a processor.
  const int process = static_cast<int>(syscall(SYS_pidfd_open, inner, 0));
  if (process < 0) {
    EXPECT_EQ(errno, ESRCH);
    return;
  }
  pollfd end_of_it{process, POLLIN, 0};
  EXPECT_EQ(poll(&end_of_it, 1, 10'000), 1);
  close(process);
}

TEST(Programs, EndlessOutputIsEndedToo) {
  Program program = shell("yes");
  program.timeout = 200ms;
  const ProgramEnd end = run_program(program);
  EXPECT_EQ(end.how, ProgramEnd::How::timed_out);
  EXPECT_LE(end.output.size(), most_program_output);
}

TEST(Programs, ABackgroundProcessIsNotWaitedFor) {
  const ProgramEnd end = run_program(shell("sleep 3 & echo started"));
  EXPECT_EQ(end.how, ProgramEnd::How::exited);
  EXPECT_EQ(end.output, "started\n");
}

TEST(Programs, OurOtherDescriptorsAreNotItsBusiness) {
  const int ours = dup(1);
  ASSERT_GE(ours, 3);
  const ProgramEnd end = run_program(shell("test ! -e /proc/self/fd/" + std::to_string(ours)));
  close(ours);
  EXPECT_EQ(end.code, 0);
}

}  // namespace
}  // namespace gameday::rig
