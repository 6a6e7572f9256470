#pragma once
// The deleter of what a C library gives out and takes back by a function:
// std::unique_ptr<X509, FreeWith<X509_free>>.

namespace gameday {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* what) const {
    Free(what);
  }
};

}  // namespace gameday
