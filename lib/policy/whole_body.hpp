#pragma once
// A body that is in memory already: what a unary answer is once it has been read and checked.

#include <array>
#include <string>

#include "policy/attempt.hpp"

namespace gameday::policy {

class WholeBody final : public Body {
 public:
  explicit WholeBody(std::string text) : text_(std::move(text)), view_{text_} {}
  rt::awaitable<Parts> next(rt::Bound bound) override;

 private:
  std::string text_;
  std::array<std::string_view, 1> view_;
  bool given_ = false;
};

}  // namespace gameday::policy
