// The two ends of the HTTP relay benchmark, on bare epoll so that they cost little beside what is
// measured: `answer` listens, prints its port and answers every request with a chat completion of
// 1.5 KB; `ask PORT SECONDS` keeps 64 connections busy, one chat request of 1.5 KB at a time each,
// and prints how many were answered with 200.
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr std::size_t text_size = 1'300;  // with head and JSON about 1.5 KB
constexpr int connections = 64;

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

std::string message(const std::string& start, const std::string& body) {
  return start +
         "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

const std::string question = message(
    "POST /v1/chat/completions HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer sk-bench\r\n"
    "Accept: application/json\r\nUser-Agent: bench\r\n",
    R"({"model":"gpt-bench","messages":[{"role":"user","content":")" + std::string(text_size, 'q') +
        R"("}],"max_completion_tokens":64})");
const std::string reply =
    message("HTTP/1.1 200 OK\r\nx-request-id: req_1\r\nserver: bench\r\n",
            R"({"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-bench",)"
            R"("choices":[{"index":0,"message":{"role":"assistant","content":")" +
                std::string(text_size, 'a') +
                R"("},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":9,)"
                R"("completion_tokens":9,"total_tokens":18}})");

/// The size of the message that `bytes` begins with; 0 when its head is not whole. Enough for the
/// heads that the relays write.
std::size_t message_size(const std::string& bytes) {
  const std::size_t head = bytes.find("\r\n\r\n");
  if (head == std::string::npos) {
    return 0;
  }
  std::size_t body = 0;
  for (std::size_t line = 0; line < head; line = bytes.find('\n', line) + 1) {
    constexpr std::size_t name = sizeof("content-length:") - 1;
    if (::strncasecmp(bytes.c_str() + line, "content-length:", name) == 0) {
      body = std::strtoul(bytes.c_str() + line + name, nullptr, 10);
    }
  }
  return head + 4 + body;
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

/// Calls `whole(fd, message)` for each message until `done()`; a false answer closes the fd.
template <class Whole, class Done>
void serve(int poll, int listener, Whole whole, Done done) {
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
      for (std::size_t size = 0;
           open && (size = message_size(bytes)) > 0 && size <= bytes.size();) {
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
  const auto whole = [](int fd, const std::string&) { return send_all(fd, reply); };
  serve(poll, listener, whole, [] { return false; });
  return 0;
}

int ask(int port, double seconds) {
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  const sockaddr_in address = loopback(port);
  for (int each = 0; each < connections; ++each) {
    const int fd = make_socket();
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
      die("connect");
    }
    watch(poll, fd);
    send_all(fd, question);
  }
  std::uint64_t answered = 0;
  const auto whole = [&](int fd, const std::string& got) {
    if (got.compare(0, 12, "HTTP/1.1 200") != 0) {
      std::fprintf(stderr, "%s\n", got.c_str());
      std::exit(1);
    }
    ++answered;
    return send_all(fd, question);
  };
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  serve(poll, -1, whole, [&] { return std::chrono::steady_clock::now() >= end; });
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
  std::fputs("usage: http_ends answer | ask PORT SECONDS\n", stderr);
  return 2;
}
