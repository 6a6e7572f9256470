#include "rt/tls_stream.hpp"

#include <algorithm>
#include <utility>

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "base/assert.hpp"
#include "rt/error.hpp"
#include "rt/tls_error.hpp"

namespace gameday::rt {
namespace {

// The most that TLS puts into one record, so that one record costs one call.
constexpr std::size_t record_most = 16 * 1024;

}  // namespace

void FreeSsl::operator()(ssl_st* ssl) const {
  SSL_free(ssl);
}

TlsStream::TlsStream(StreamPtr inner, Ssl ssl) : inner_(std::move(inner)), ssl_(std::move(ssl)) {
  CHECK(ssl_ != nullptr, "a TLS stream needs its SSL");
  SSL_set_bio(ssl_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
  in_.resize(record_most);
}

TlsStream::~TlsStream() {
  end(End::close);
}

awaitable<error_code> TlsStream::handshake(Bound bound) {
  while (true) {
    ERR_clear_error();
    const int done = SSL_do_handshake(ssl_.get());
    const bool wants_more = SSL_get_error(ssl_.get(), done) == SSL_ERROR_WANT_READ;
    error_code failed;
    if (done != 1 && !wants_more) {
      failed = tls_failure(ssl_.get());
      broken_ = true;
    }
    const error_code unsaid = co_await flush(bound);  // an alert as well
    if (failed || unsaid || done == 1) {
      co_return failed ? failed : unsaid;
    }
    const IoResult read = co_await inner_->read_some(std::as_writable_bytes(std::span(in_)), bound);
    if (read.ec) {
      broken_ = true;
      co_return read.ec;
    }
    feed(read.n);
  }
}

awaitable<IoResult> TlsStream::read_some(std::span<std::byte> into, Bound bound) {
  if (bound.stopped()) {
    co_return IoResult{0, IoError::stopped};
  }
  if (into.empty()) {
    co_return co_await inner_->read_some(into, bound);
  }
  while (true) {
    const IoResult opened = open(into);
    if (opened.ec != IoError::would_block) {
      co_return opened;
    }
    const IoResult read = co_await inner_->read_some(std::as_writable_bytes(std::span(in_)), bound);
    if (read.ec) {
      co_return IoResult{0, below_ended(read.ec)};
    }
    feed(read.n);
  }
}

IoResult TlsStream::try_read(std::span<std::byte> into) {
  while (true) {
    const IoResult opened = open(into);
    if (opened.ec != IoError::would_block) {
      return opened;
    }
    const IoResult read = inner_->try_read(std::as_writable_bytes(std::span(in_)));
    if (read.ec) {
      return {0, below_ended(read.ec)};
    }
    feed(read.n);
  }
}

IoResult TlsStream::open(std::span<std::byte> into) {
  if (broken_) {
    return {0, IoError::reset};
  }
  ERR_clear_error();
  std::size_t n = 0;
  const int done = SSL_read_ex(ssl_.get(), into.data(), into.size(), &n);
  if (done == 1) {
    return {n, {}};
  }
  switch (SSL_get_error(ssl_.get(), done)) {
    case SSL_ERROR_WANT_READ:
      push();  // what the protocol itself answers; if it does not fit now, the next write takes it
      return {0, IoError::would_block};
    case SSL_ERROR_ZERO_RETURN:
      return {0, IoError::eof};
    default:
      broken_ = true;
      return {0, tls_failure(ssl_.get())};
  }
}

void TlsStream::feed(std::size_t n) {
  BIO_write(SSL_get_rbio(ssl_.get()), in_.data(), static_cast<int>(n));
}

error_code TlsStream::below_ended(const error_code& ec) const {
  return ec == IoError::eof ? IoError::reset : ec;
}

IoResult TlsStream::try_write(std::span<const asio::const_buffer> buffers) {
  error_code ec = broken_ || goodbye_ ? IoError::reset : push();
  std::size_t taken = 0;
  for (const asio::const_buffer& buffer : buffers) {
    std::span rest(static_cast<const std::byte*>(buffer.data()), buffer.size());
    while (!ec && !rest.empty()) {
      const std::size_t size = std::min(rest.size(), held_ > 0 ? held_ : record_most);
      if (held_ > 0) {
        held_ -= size;
      } else {
        ec = seal(rest.first(size));
      }
      if (ec == IoError::would_block) {
        held_ = size;
      } else if (!ec) {
        taken += size;
        rest = rest.subspan(size);
      }
    }
  }
  return taken > 0 ? IoResult{taken, {}} : IoResult{0, ec};
}

/// would_block: sealed, but the stream below has not all of it yet.
error_code TlsStream::seal(std::span<const std::byte> plain) {
  ERR_clear_error();
  std::size_t n = 0;
  if (SSL_write_ex(ssl_.get(), plain.data(), plain.size(), &n) != 1) {
    broken_ = true;
    return tls_failure(ssl_.get());
  }
  return push();
}

/// Hands on what is sealed: no error when all of it is gone.
error_code TlsStream::push() {
  BIO* sealed = SSL_get_wbio(ssl_.get());
  if (const std::size_t more = BIO_ctrl_pending(sealed); more > 0) {
    const std::size_t before = out_.size();
    out_.resize(before + more);
    BIO_read(sealed, out_.data() + before, static_cast<int>(more));
  }
  while (pushed_ < out_.size()) {
    const asio::const_buffer rest(out_.data() + pushed_, out_.size() - pushed_);
    const IoResult wrote = inner_->try_write(std::span(&rest, 1));
    if (wrote.ec) {
      return wrote.ec;
    }
    pushed_ += wrote.n;
  }
  out_.clear();
  pushed_ = 0;
  if (std::exchange(fin_waits_, false)) {
    inner_->end(End::half_close);
  }
  return {};
}

awaitable<error_code> TlsStream::flush(Bound bound) {
  error_code ec = push();
  while (ec == IoError::would_block) {
    const error_code no_room = co_await inner_->writable(bound);
    ec = no_room ? no_room : push();
  }
  co_return ec;
}

awaitable<error_code> TlsStream::writable(Bound bound) {
  const error_code ec = co_await flush(bound);
  if (ec) {
    co_return ec;
  }
  co_return co_await inner_->writable(bound);
}

void TlsStream::end(End how) noexcept {
  if (how != End::reset && !goodbye_ && !broken_ && SSL_is_init_finished(ssl_.get()) == 1) {
    goodbye_ = true;
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
    const bool all_gone = push() != IoError::would_block;
    ERR_clear_error();
    fin_waits_ = !all_gone && how == End::half_close;
  }
  if (!fin_waits_ || how != End::half_close) {
    inner_->end(how);
  }
}

}  // namespace gameday::rt
