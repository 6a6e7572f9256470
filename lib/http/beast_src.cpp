// The non-inline half of Beast, compiled once for the whole program
// (BOOST_BEAST_SEPARATE_COMPILATION is set for every file). We use its parser and fields only.
#include <boost/beast/src.hpp>
