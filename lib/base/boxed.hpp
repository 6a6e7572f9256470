#pragma once
// A value that is nearly always T(): on the heap where it is another, so that whoever carries one
// stays small.

#include <memory>
#include <utility>

namespace gameday {

template <class T>
class Boxed {
 public:
  Boxed() = default;
  Boxed(T value) : box_(std::make_unique<T>(std::move(value))) {}  // assigned as a T is
  Boxed(const Boxed& other) : box_(other.box_ ? std::make_unique<T>(*other.box_) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(Boxed other) noexcept {
    box_ = std::move(other.box_);
    return *this;
  }
  ~Boxed() = default;

  const T& operator*() const {
    static const T usual;
    return box_ ? *box_ : usual;
  }
  const T* operator->() const { return &**this; }

 private:
  std::unique_ptr<T> box_;
};

}  // namespace gameday
