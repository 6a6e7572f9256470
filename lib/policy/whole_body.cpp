#include "policy/whole_body.hpp"

#include <utility>

namespace gameday::policy {

rt::awaitable<Parts> WholeBody::next(rt::Bound) {
  if (std::exchange(given_, true)) {
    co_return std::span<const std::string_view>();
  }
  co_return std::span<const std::string_view>(view_);
}

}  // namespace gameday::policy
