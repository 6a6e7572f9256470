// Reads `edit`: the piece, and the one thing that becomes of it.
#include <algorithm>

#include "faults/bytes_text.hpp"
#include "faults/deeds.hpp"
#include "faults/json_text.hpp"
#include "faults/one_or_list.hpp"
#include "faults/pieces.hpp"

namespace gameday::faults {
namespace {

using Op = Edit::Op;

constexpr std::array op_keys = {"drop",  "dup",     "move",      "cut",  "set",
                                "unset", "replace", "overwrite", "style"};

bool is_pointer(std::string_view text) {
  return text.starts_with('/');
}

constexpr std::string_view pointer_help =
    "is no JSON pointer; it begins with /, as in /choices/0/index";

/// `1`, `-1`, `+2`
void read_move(MapReader& map, Edit& edit) {
  std::string text = map.text("move").value_or("");
  const bool back = text.starts_with('-');
  text.erase(0, back || text.starts_with('+') ? 1 : 0);
  const auto places = parse_count(text);
  if (!places || *places.value == 0 || *places.value > moved_most) {
    map.error("move", "is how many events later (1 to 8) or earlier (-1 to -8) it comes");
    return;
  }
  const auto number = static_cast<std::int64_t>(*places.value);
  edit.number = back ? -number : number;
}

void read_cut(MapReader& map, Edit& edit) {
  const Value* value = map.take("cut");
  if (value->text.find_first_of("%/") != std::string::npos) {
    edit.part = map.share("cut");
  } else if (const auto kept = map.bytes("cut")) {
    edit.bytes = kept->count;
  }
}

void read_set(MapReader& map, Edit& edit) {
  const Value* value = map.take("set");
  MapReader inside(*value, map.path_of("set"), "set", map.problems());
  for (const Member& member : value->members) {
    inside.take(member.key);
    if (!is_pointer(member.key)) {
      inside.error(member.key, std::string(pointer_help));
    }
    edit.set.emplace_back(member.key, json_text(member.value));
  }
  if (inside.is_map() && edit.set.empty()) {
    map.error("set", "sets nothing; write {/choices: null}");
  }
}

void read_unset(MapReader& map, Edit& edit) {
  edit.unset = map.texts("unset");
  const bool pointers = std::all_of(edit.unset.begin(), edit.unset.end(), is_pointer);
  if (!pointers) {
    map.error("unset", std::string(pointer_help));
  } else if (edit.unset.empty()) {
    map.error("unset", "takes nothing away; write [/usage]");
  }
}

void read_overwrite(MapReader& map, Edit& edit) {
  const Value* value = map.take("overwrite");
  MapReader inside(*value, map.path_of("overwrite"), "overwrite", map.problems());
  if (!inside.is_map()) {
    return;
  }
  if (inside.require("hex", "hex: \"80\"") != nullptr) {
    edit.text = read_hex(inside, "hex");
  }
  edit.in_content = read_word(inside, "in", {"data", "content"}, "place of bytes") == "content";
  edit.bytes = inside.bytes("after").value_or(Bytes{}).count;
  inside.finish();
}

void read_style(MapReader& map, Edit& edit) {
  const Words known(style_words.begin(), style_words.end());
  for (const std::string& word : map.texts("style")) {
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end()) {
      map.error("style", '"' + word + "\" is no style of an event; write " + listed(known) +
                             did_you_mean(word, known));
    } else {
      edit.styles.push_back(static_cast<Style>(found - known.begin()));
    }
  }
  if (map.has("style") && map.find("style")->kind == Value::Kind::list && edit.styles.empty()) {
    map.error("style", "is empty; write " + listed(known));
  }
}

void read_op(MapReader& map, Edit& edit) {
  switch (edit.op) {
    case Op::drop:
      if (map.boolean("drop") == false) {
        map.error("drop", "drops nothing; write drop: true or take it out");
      }
      return;
    case Op::dup:
      edit.number = static_cast<std::int64_t>(map.count("dup", 1, copies_most).value_or(1));
      return;
    case Op::move:
      return read_move(map, edit);
    case Op::cut:
      return read_cut(map, edit);
    case Op::set:
      return read_set(map, edit);
    case Op::unset:
      return read_unset(map, edit);
    case Op::replace:
      edit.text = map.text("replace").value_or("");
      return;
    case Op::overwrite:
      return read_overwrite(map, edit);
    case Op::style:
      return read_style(map, edit);
  }
}

/// Exactly one of op_keys; the place of the first among them.
std::optional<Op> read_which_op(MapReader& map) {
  std::optional<Op> op;
  for (std::size_t at = 0; at < op_keys.size(); ++at) {
    if (map.take(op_keys[at]) == nullptr) {
      continue;
    }
    if (op) {
      map.error(op_keys[at], "is a second change; write a list: edit: [{…}, {…}]");
    } else {
      op = static_cast<Op>(at);
    }
  }
  if (!op) {
    map.problems().error(map.place(), map.path(),
                         "changes nothing; write drop: true, dup: 1, move: 1, cut: 40B, set: "
                         "{/choices: null}, unset: [/usage], replace: text, overwrite: {hex: "
                         "\"80\"} or style: [crlf]");
  }
  return op;
}

std::optional<Edit> read_edit(const Value& value, std::string path, Problems& problems) {
  MapReader map(value, std::move(path), "edit", problems);
  if (!map.is_map()) {
    return std::nullopt;
  }
  const std::size_t before = problems.list().size();
  Edit edit;
  edit.which = read_which(map).value_or(Pieces{});
  if (const auto op = read_which_op(map)) {
    edit.op = *op;
    read_op(map, edit);
  }
  edit.glue = map.boolean("glue").value_or(false);
  if (map.has("glue") && !map.has("cut")) {
    map.error("glue", "takes the blank line from a cut event; add cut: 40B or take it out");
  }
  const bool streams = edit.op == Op::dup || edit.op == Op::move || edit.op == Op::style;
  if (edit.which.unit == Pieces::Unit::body && streams) {
    map.error("which", "a whole body has no events to " +
                           std::string(op_keys[static_cast<std::size_t>(edit.op)]) +
                           "; write which: event 0 or which: all");
  }
  map.finish();
  const bool sound = problems.list().size() == before;
  return sound ? std::optional(std::move(edit)) : std::nullopt;
}

}  // namespace

std::vector<Edit> read_edits(MapReader& map) {
  return read_one_or_list(map, "edit", "changes nothing; write {which: delta 3, drop: true}",
                          read_edit);
}

}  // namespace gameday::faults
