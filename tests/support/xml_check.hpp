#pragma once
// Is a text well-formed XML 1.0? As strict as a browser that is given a file of type image/svg+xml:
// one root, tags that nest, quoted attributes that are not given twice, known entities, allowed
// characters. No DTD, no processing instructions.

#include <string>
#include <string_view>

namespace gameday::test {

/// Empty: it is. Else what is wrong, and where.
std::string xml_fault(std::string_view text);

}  // namespace gameday::test
