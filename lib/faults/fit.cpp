#include "faults/fit.hpp"

#include <algorithm>

#include "faults/insertion.hpp"

namespace gameday::faults {
namespace {

using Unit = Point::Unit;

bool is_marker(Unit unit) {
  return unit == Unit::finish || unit == Unit::usage || unit == Unit::done;
}

/// Needs the body's events to be told apart.
bool counts_events(const Point& point) {
  const bool counted = point.unit == Unit::events || point.unit == Unit::deltas;
  return (counted && point.count > 0) || is_marker(point.unit);
}

/// All points that lie in the answer.
std::vector<Point> points_of(const Deed& deed) {
  std::vector<Point> points;
  for (const Insert& insert : deed.inserts) {
    points.push_back(insert.point);
  }
  for (const Stall& stall : deed.stalls) {
    points.push_back(stall.point);
  }
  if (deed.cut) {
    points.push_back(deed.cut->point);
  }
  std::erase_if(points, before_headers);
  return points;
}

bool any(const std::vector<Point>& points, bool (*has)(const Point&)) {
  return std::any_of(points.begin(), points.end(), has);
}

bool touches_body(const Deed& deed) {
  const bool delays = deed.delay && (deed.delay->first_event || deed.delay->each_event);
  return delays || deed.throttle || deed.resegment || deed.encode || !deed.edits.empty() ||
         !points_of(deed).empty();
}

/// Cuts or gathers by what the bytes mean.
bool reads_resegment(const Deed& deed) {
  if (!deed.resegment) {
    return false;
  }
  const Resegment::How how = deed.resegment->how;
  return how == Resegment::How::utf8 || how == Resegment::How::line_ends ||
         (how == Resegment::How::group && deed.resegment->events > 0);
}

/// … or by whole blocks.
bool inserts_blocks(const Deed& deed) {
  return std::any_of(deed.inserts.begin(), deed.inserts.end(),
                     [](const Insert& insert) { return needs_stream(insert); });
}

bool again_by_events(const Insert& insert) {
  return insert.every && insert.every->events > 0;
}

/// A whole body is coded as one, and what comes at a time cannot be in it.
bool misses_the_coding(const Insert& insert) {
  const bool at_a_time =
      insert.point.unit == Unit::time || (insert.every && !again_by_events(insert));
  return at_a_time && insert.what != Insert::What::wire;
}

bool becomes_another(const Deed& deed) {
  return std::any_of(deed.inserts.begin(), deed.inserts.end(),
                     [](const Insert& insert) { return insert.or_body; });
}

bool needs_stream(const Edit& edit) {
  using Op = Edit::Op;
  return edit.op == Op::dup || edit.op == Op::move || edit.op == Op::style;
}

/// A whole body is its first event, and any of its deltas.
bool means_body(const Pieces& which) {
  switch (which.unit) {
    case Pieces::Unit::events:
      return which.first == 0;
    case Pieces::Unit::deltas:
    case Pieces::Unit::all:
    case Pieces::Unit::body:
      return true;
    default:
      return false;
  }
}

/// Of the edits alone.
std::string_view misfit_of_edits(const Deed& deed, const AnswerHead& head) {
  bool any_applies = deed.edits.empty();
  for (const Edit& edit : deed.edits) {
    if (!applies(edit, head)) {
      continue;
    }
    any_applies = true;
    if (!head.streamed && (needs_stream(edit) || !means_body(edit.which))) {
      return "not_a_stream";
    }
    if (head.streamed && edit.which.unit == Pieces::Unit::body) {
      return "not_unary";
    }
  }
  if (!any_applies) {
    return head.streamed ? "not_unary" : "not_a_stream";
  }
  return head.encoded && !deed.edits.empty() ? "encoded" : "";
}

}  // namespace

bool applies(const Edit& edit, const AnswerHead& head) {
  const llm::Dialect spoken = head.dialect.value_or(llm::Dialect::openai);
  return edit.dialect.value_or(spoken) == spoken &&
         edit.streamed.value_or(head.streamed) == head.streamed;
}

bool touches_answer(const Deed& deed) {
  return touches_body(deed) || !deed.heads.empty();
}

bool reads_answer(const Deed& deed) {
  const bool delays = deed.delay && deed.delay->each_event;
  return delays || reads_resegment(deed) || deed.encode || !deed.edits.empty() ||
         inserts_blocks(deed) ||
         std::any_of(deed.inserts.begin(), deed.inserts.end(), again_by_events) ||
         any(points_of(deed), counts_events);
}

std::string_view misfit(const Deed& deed, const AnswerHead& head) {
  const std::vector<Point> points = points_of(deed);
  if (head.bodiless) {
    return touches_body(deed) ? "no_body" : "";
  }
  if (const std::string_view why = misfit_of_edits(deed, head); !why.empty()) {
    return why;
  }
  if (deed.encode && head.encoded) {
    return "encoded";
  }
  if (!head.streamed) {
    const bool too_late =
        deed.encode && std::any_of(deed.inserts.begin(), deed.inserts.end(), misses_the_coding);
    const bool stream_only = too_late || (inserts_blocks(deed) && !becomes_another(deed)) ||
                             any(points, [](const Point& point) { return is_marker(point.unit); });
    return stream_only ? "not_a_stream" : "";
  }
  if (deed.encode && deed.encode->part) {
    return "no_length";  // of the coded stream, whatever the provider's is
  }
  if (!head.length && any(points, [](const Point& point) { return point.unit == Unit::percent; })) {
    return "no_length";
  }
  return head.encoded && reads_answer(deed) ? "encoded" : "";
}

bool needs_length(const Deed& deed, const AnswerHead& head) {
  if (head.streamed || head.bodiless || head.length || becomes_another(deed)) {
    return false;
  }
  const bool shortened =
      deed.cut && deed.cut->how == Cut::How::clean && deed.cut->point.unit == Unit::bytes;
  return shortened || any(points_of(deed), [](const Point& point) {
           return point.unit == Unit::percent || counts_events(point);
         });
}

Point placed(const Point& point, const AnswerHead& head) {
  Point at = point;
  const bool counted = at.unit == Unit::events || at.unit == Unit::deltas;
  if (at.unit == Unit::percent || (counted && at.count > 0 && !head.streamed)) {
    __extension__ using Wide = unsigned __int128;
    const Ratio part = at.unit == Unit::percent ? at.part : Ratio{1, 2};
    const Wide length = head.length.value_or(0);
    at.count = static_cast<std::uint64_t>(length * part.numerator / part.denominator);
    at.unit = Unit::bytes;
  }
  if ((counted || at.unit == Unit::bytes) && at.count == 0) {
    at.unit = Unit::headers;
  }
  return at;
}

}  // namespace gameday::faults
