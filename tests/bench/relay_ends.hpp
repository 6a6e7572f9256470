#pragma once
// The two ends of a relay benchmark, on bare epoll so that they cost little beside what is
// measured: `answer` listens, prints its port and answers every question; `ask PORT SECONDS` keeps
// 64 connections busy, one question at a time each, and prints how many were answered. One thread;
// whatever fails ends the program.

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

namespace gameday::test {

/// The size of the message that `bytes` begins with; 0 while it is not known.
using MessageSize = std::size_t (*)(const std::string& bytes);

struct Talk {
  std::string question;
  std::string answer;
  MessageSize question_size;
  MessageSize answer_size;
  std::string answer_begins;  // `ask` fails at any other
};

[[noreturn]] inline void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

inline sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

inline int make_socket() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) {
    die("socket");
  }
  return fd;
}

inline void watch(int poll, int fd) {
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
inline bool send_all(int fd, const std::string& bytes) {
  const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  return sent == static_cast<ssize_t>(bytes.size());
}

/// Calls `whole(fd, bytes)` for each message until `done()`; a false answer closes the fd.
template <class Whole, class Done>
void serve(int poll, int listener, MessageSize size_of, Whole whole, Done done) {
  std::array<epoll_event, 256> events;
  std::array<char, 16 * 1024> buffer;
  std::unordered_map<int, std::string> pending;
  while (!done()) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 100);
    for (int at = 0; at < ready; ++at) {
      const int fd = events[static_cast<std::size_t>(at)].data.fd;
      if (fd == listener) {
        watch(poll, ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC));
        continue;
      }
      const ssize_t n = ::recv(fd, buffer.data(), buffer.size(), 0);
      std::string& bytes = pending[fd];
      bool open = n > 0;
      if (open) {
        bytes.append(buffer.data(), static_cast<std::size_t>(n));
      }
      for (std::size_t size = 0; open && (size = size_of(bytes)) > 0 && size <= bytes.size();) {
        open = whole(fd, bytes);
        bytes.erase(0, size);
      }
      if (!open) {
        pending.erase(fd);
        ::close(fd);
      }
    }
  }
}

inline int answer(const Talk& talk) {
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
  const auto whole = [&](int fd, const std::string&) { return send_all(fd, talk.answer); };
  serve(poll, listener, talk.question_size, whole, [] { return false; });
  return 0;
}

inline int ask(const Talk& talk, int port, double seconds) {
  constexpr int connections = 64;
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  const sockaddr_in address = loopback(port);
  for (int each = 0; each < connections; ++each) {
    const int fd = make_socket();
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      die("connect");
    }
    watch(poll, fd);
    send_all(fd, talk.question);
  }
  std::uint64_t answered = 0;
  const auto whole = [&](int fd, const std::string& got) {
    if (!got.starts_with(talk.answer_begins)) {
      std::fprintf(stderr, "%s\n", got.c_str());
      std::exit(1);
    }
    ++answered;
    return send_all(fd, talk.question);
  };
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  serve(poll, -1, talk.answer_size, whole, [&] { return std::chrono::steady_clock::now() >= end; });
  std::printf("%llu\n", static_cast<unsigned long long>(answered));
  return answered > 0 ? 0 : 1;
}

inline int run_ends(int argc, char** argv, const Talk& talk) {
  if (argc == 2 && argv[1] == std::string("answer")) {
    return answer(talk);
  }
  if (argc == 4 && argv[1] == std::string("ask")) {
    return ask(talk, std::atoi(argv[2]), std::atof(argv[3]));
  }
  std::fprintf(stderr, "usage: %s answer | ask PORT SECONDS\n", argv[0]);
  return 2;
}

}  // namespace gameday::test
