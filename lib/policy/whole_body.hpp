#pragma once
// A body that is in memory already: what a unary answer is once it has been read and checked.

#include <array>
#include <string>

#include "policy/attempt.hpp"

namespace gameday::policy {

class WholeBody final : public Body {
 public:
  explicit WholeBody(std::string text, const Usage& usage = {})
      : text_(std::move(text)), usage_(usage), view_{text_} {}
  rt::awaitable<Parts> next(rt::Bound bound) override;
  Usage usage() const override { return usage_; }

 private:
  std::string text_;
  Usage usage_;
  std::array<std::string_view, 1> view_;
  bool given_ = false;
};

}  // namespace gameday::policy
