#include "faults/edited_body.hpp"

#include <algorithm>

#include "faults/coder.hpp"
#include "faults/insertion.hpp"
#include "faults/text_edit.hpp"

namespace gameday::faults {
namespace {

/// Each at its place in the plain body.
void put_in(const Deed& deed, const AnswerHead& head, std::string& body) {
  AnswerHead plain = head;
  plain.length = body.size();
  std::vector<std::pair<std::uint64_t, const Insert*>> puts;
  for (const Insert& insert : deed.inserts) {
    if (insert.or_body) {
      body = error_body(insert, head);
      return;
    }
    if (insert.what != Insert::What::wire) {
      const Point at = placed(insert.point, plain);
      puts.emplace_back(at.unit == Point::Unit::bytes ? at.count : 0, &insert);
    }
  }
  std::stable_sort(puts.begin(), puts.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  std::string whole;
  std::size_t from = 0;
  for (const auto& [at, insert] : puts) {
    const std::size_t end = std::min(static_cast<std::size_t>(at), body.size());
    whole.append(body, from, end - from).append(inserted_text(*insert, head));
    from = end;
  }
  body = whole.append(body, from, std::string::npos);
}

}  // namespace

bool edits_body(const Deed& deed, const AnswerHead& head) {
  if (head.streamed || head.bodiless) {
    return false;
  }
  if (deed.encode) {
    return true;
  }
  for (const Edit& edit : deed.edits) {
    if (applies(edit, head)) {
      return true;
    }
  }
  return false;
}

EditedBody edit_body(const Deed& deed, const AnswerHead& head, std::string& body) {
  EditedBody edited;
  const std::string before = body;
  for (const Edit& edit : deed.edits) {
    if (!applies(edit, head)) {
      continue;
    }
    if (edit.op == Edit::Op::drop) {
      body.clear();
      continue;
    }
    if (change_text(edit, body) == TextChange::not_json) {
      body = before;
      edited.misfit = "not_json";
      return edited;
    }
  }
  edited.changed = body != before;
  if (deed.encode) {
    put_in(deed, head, body);
    code_body(*deed.encode, body);
    edited.changed = true;  // if not the body, then its head
  }
  return edited;
}

Deed after_coding(const Deed& deed) {
  Deed rest = deed;
  const bool another = std::any_of(rest.inserts.begin(), rest.inserts.end(),
                                   [](const Insert& insert) { return insert.or_body; });
  std::erase_if(rest.inserts,
                [](const Insert& insert) { return insert.what != Insert::What::wire; });
  if (another) {  // which nothing else is done to
    rest.stalls.clear();
    rest.cut.reset();
  }
  return rest;
}

}  // namespace gameday::faults
