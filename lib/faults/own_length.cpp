#include "faults/own_length.hpp"

#include <algorithm>

namespace gameday::faults {
namespace {

using Unit = Point::Unit;

struct Put {
  std::uint64_t at = 0;  // of what the client is given
  std::uint64_t size = 0;
};

/// In the order in which they happen; nothing when one waits for a time.
std::optional<std::vector<Put>> puts_of(const Deed& deed, const AnswerHead& head,
                                        const std::vector<std::string>& texts) {
  std::vector<Put> puts;
  for (std::size_t i = 0; i < deed.inserts.size(); ++i) {
    const Insert& insert = deed.inserts[i];
    if (insert.what == Insert::What::wire) {
      continue;  // no part of the body
    }
    const Point at = placed(insert.point, head);
    const bool again = insert.every && insert.every->events == 0;
    if (at.unit == Unit::time || again) {
      return std::nullopt;
    }
    puts.push_back({at.unit == Unit::bytes ? at.count : 0, texts[i].size()});
  }
  std::stable_sort(puts.begin(), puts.end(),
                   [](const Put& left, const Put& right) { return left.at < right.at; });
  return puts;
}

/// Where the body is ended as if it were whole; nothing: it is not, or at a time.
std::optional<std::uint64_t> clean_end(const Deed& deed, const AnswerHead& head) {
  if (!deed.cut || deed.cut->how != Cut::How::clean) {
    return std::nullopt;
  }
  const Point at = placed(deed.cut->point, head);
  if (at.unit == Unit::headers) {
    return 0;
  }
  return at.unit == Unit::bytes ? std::optional(at.count) : std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> own_length(const Deed& deed, const AnswerHead& head,
                                        const std::vector<std::string>& texts) {
  const auto puts = puts_of(deed, head, texts);
  const auto end = clean_end(deed, head);
  if (head.streamed || !head.length || !puts || (puts->empty() && !end)) {
    return std::nullopt;
  }
  std::uint64_t given = 0;
  std::uint64_t left = *head.length;
  const auto reach = [&](std::uint64_t at) {
    const std::uint64_t more = at - std::min(at, given);
    if (more > left) {
      return false;
    }
    given += more;
    left -= more;
    return true;
  };
  for (const Put& put : *puts) {
    if ((end && put.at > *end) || !reach(put.at)) {
      break;
    }
    given += put.size;
  }
  const bool ended = end && reach(*end);
  if (puts->empty() && !ended) {
    return std::nullopt;
  }
  return ended ? given : given + left;
}

}  // namespace gameday::faults
