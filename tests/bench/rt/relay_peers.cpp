// The two ends of the relay benchmark, on bare epoll so that they cost little beside what is
// measured: `answer` listens, prints its port and answers every 64 bytes with 590; `ask PORT
// SECONDS` keeps 64 connections busy, one question at a time each, and prints how many were
// answered.
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr std::size_t question_size = 64;
constexpr std::size_t answer_size = 590;  // a short chat completion without its head
constexpr int connections = 64;

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int make_socket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    die("socket");
  }
  return fd;
}

void watch(int poll, int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = fd;
  if (::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) != 0) {
    die("epoll_ctl");
  }
}

/// Messages this small never fill a socket's buffer, so a short write is a broken connection.
bool send_all(int fd, const std::string& bytes) {
  const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return sent == static_cast<ssize_t>(bytes.size());
}

/// Calls `readable(fd, bytes)` for what comes until `done()`; a false answer closes the fd.
template <class Readable, class Done>
void serve(int poll, int listener, Readable readable, Done done) {
  std::array<epoll_event, 256> events;
  std::array<char, 16 * 1024> buffer;
  while (!done()) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 100);
    for (int at = 0; at < ready; ++at) {
      const int fd = events[static_cast<std::size_t>(at)].data.fd;
      if (fd == listener) {
        watch(poll, ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        continue;
      }
      const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
      if (n <= 0 || !readable(fd, static_cast<std::size_t>(n))) {
        ::close(fd);
      }
    }
  }
}

int answer() {
  const int listener = make_socket();
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(listener, 1024) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    die("listen");
  }
  std::printf("%d\n", ntohs(address.sin_port));
  std::fflush(stdout);

  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  watch(poll, listener);
  const std::string reply(answer_size, 'a');
  std::unordered_map<int, std::size_t> pending;  // bytes of a question that has not all come
  const auto readable = [&](int fd, std::size_t n) {
    std::size_t& have = pending[fd];
    for (have += n; have >= question_size; have -= question_size) {
      if (!send_all(fd, reply)) {
        return false;
      }
    }
    return true;
  };
  serve(poll, listener, readable, [] { return false; });
  return 0;
}

int ask(int port, double seconds) {
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  const sockaddr_in address = loopback(port);
  const std::string question(question_size, 'q');
  std::unordered_map<int, std::size_t> missing;
  for (int each = 0; each < connections; ++each) {
    const int fd = make_socket();
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      die("connect");
    }
    watch(poll, fd);
    missing[fd] = answer_size;
    send_all(fd, question);
  }
  std::uint64_t answered = 0;
  const auto readable = [&](int fd, std::size_t n) {
    std::size_t& left = missing[fd];
    left -= n;
    if (left > 0) {
      return true;
    }
    left = answer_size;
    ++answered;
    return send_all(fd, question);
  };
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  serve(poll, -1, readable, [&] { return std::chrono::steady_clock::now() >= end; });
  std::printf("%llu\n", static_cast<unsigned long long>(answered));
  return answered > 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && argv[1] == std::string("answer")) {
    return answer();
  }
  if (argc == 4 && argv[1] == std::string("ask")) {
    return ask(std::atoi(argv[2]), std::atof(argv[3]));
  }
  std::fputs("usage: relay_peers answer | ask PORT SECONDS\n", stderr);
  return 2;
}
