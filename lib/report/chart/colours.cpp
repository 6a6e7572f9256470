#include "report/chart/colours.hpp"

#include <array>

namespace gameday::report::chart {
namespace {

constexpr std::array table = {
    // The page.
    Colour{"bg", 0xffffff, 0x12171d},
    Colour{"ink", 0x1b2129, 0xe7ebef},
    Colour{"muted", 0x57616c, 0xa3aeb9},
    Colour{"panel", 0xf5f7f9, 0x1a2129},
    Colour{"rule", 0xd5dbe1, 0x35404b},
    Colour{"grid", 0xe6eaee, 0x28313a},
    Colour{"pass", 0x0a6b55, 0x4fc9a6},
    Colour{"fail", 0xb3201a, 0xff8f7d},
    Colour{"fail-row", 0xfdf1ef, 0x2b1a1a},
    Colour{"doubt", 0x855000, 0xe8b75a},
    Colour{"doubt-row", 0xfdf6e7, 0x29221a},
    Colour{"stopped", 0x5a4a8a, 0xb7a6ee},
    Colour{"window", 0xeceff3, 0x1f2730},
    Colour{"window-edge", 0x3c4651, 0xa3aeb9},
    Colour{"never", 0xfbe3df, 0x3a2222},
    // Outcomes; `-line` is that of the texture where it is not the page's ground.
    Colour{"ok", 0x3a8a7d, 0x4aa697},
    Colour{"degraded", 0xcfe8e2, 0x1d4640},
    Colour{"degraded-line", 0x2f7d70, 0x74cdbd},
    Colour{"late", 0xf1d08a, 0x5a4415},
    Colour{"late-line", 0x8f5f00, 0xe8b75a},
    Colour{"http-4xx", 0x94602c, 0xc79a6b},
    Colour{"http-429", 0xc67000, 0xf0a63c},
    Colour{"http-429-line", 0x5e3500, 0x5a3500},
    Colour{"http-5xx", 0xc5301d, 0xf2634d},
    Colour{"connect-error", 0x6d3fa0, 0xa986e0},
    Colour{"reset", 0xb23a8e, 0xe07cc0},
    Colour{"timeout", 0x4a1216, 0xf4cfc6},
    Colour{"timeout-line", 0xe9a79d, 0x8d3b32},
    Colour{"truncated-stream", 0x3d53b5, 0x8699f5},
    Colour{"stream-error", 0x6d7ddb, 0xb4c0ff},
    Colour{"bad-payload", 0x00708f, 0x3fb2d4},
    Colour{"schema-violation", 0x3b8ba5, 0x9fd8ea},
    Colour{"not-sent", 0x7d8691, 0x77828d},
    Colour{"unfinished", 0x57616c, 0xa3aeb9},
    Colour{"left", 0x7d8691, 0x77828d},
    // Arms.
    Colour{"arm-main", 0x1660c0, 0x6fb0ff},
    Colour{"arm-direct", 0x57616c, 0xa3aeb9},
    Colour{"arm-1", 0x7a3fa8, 0xc79bf0},
    Colour{"arm-2", 0x8a5a00, 0xe0b060},
    Colour{"arm-3", 0x00707c, 0x4cc3cf},
    Colour{"arm-4", 0xa82a72, 0xf08cc4},
};

}  // namespace

std::span<const Colour> colours() {
  return table;
}

}  // namespace gameday::report::chart
