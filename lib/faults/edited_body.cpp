#include "faults/edited_body.hpp"

#include "faults/text_edit.hpp"

namespace gameday::faults {

bool edits_body(const Deed& deed, const AnswerHead& head) {
  if (head.streamed || head.bodiless) {
    return false;
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
  return edited;
}

}  // namespace gameday::faults
