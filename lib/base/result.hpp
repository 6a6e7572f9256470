#pragma once
// I/O failures are values: a result holds a T or an error_code. Test `if (!result)` at once and
// return; `.value()` is for tests.

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

namespace gameday {

using boost::system::error_code;

template <class T>
using result = boost::system::result<T, error_code>;

}  // namespace gameday
