#include "mock/script.hpp"

#include <algorithm>

#include "llm/anthropic_fields.hpp"
#include "llm/json_instance.hpp"
#include "llm/openai_fields.hpp"
#include "mock/prose.hpp"

namespace gameday::mock {
namespace {

using Told = faults::MockAnswer;
using Tools = Told::Tools;
using Schema = Told::Schema;
using What = Piece::What;

constexpr std::uint64_t bytes_of_a_token = 4;
constexpr std::string_view any_object =
    R"({"type":"object","properties":{"answer":{"type":"string"}},"required":["answer"]})";
constexpr std::string_view refusal_words = "I'm sorry, but I can't assist with that request.";

/// A stream says of each fragment whose it is; a whole answer has nothing to say so with.
bool only_in_streams(Tools flaw) {
  return flaw == Tools::index_zero || flaw == Tools::no_index || flaw == Tools::wrong_index ||
         flaw == Tools::one_chunk;
}

std::string call_id(llm::Dialect dialect, std::uint64_t id) {
  return dialect == llm::Dialect::openai ? "call_" + llm::hex16(id)
                                         : llm::anthropic_id("toolu", id);
}

llm::InstanceFlaw flaw_of(const Told* told) {
  return told == nullptr || !told->schema      ? llm::InstanceFlaw::none
         : *told->schema == Schema::renamed    ? llm::InstanceFlaw::renamed
         : *told->schema == Schema::wrong_type ? llm::InstanceFlaw::wrong_types
                                               : llm::InstanceFlaw::none;
}

std::string fenced(const std::string& json) {
  return "Here is the JSON you asked for:\n\n```json\n" + json + "\n```";
}

}  // namespace

Script::Script(const Dice& dice, llm::Dialect dialect, const Asking& asking, const Pace& pace,
               const std::optional<Told>& told)
    : dice_(dice), dialect_(dialect), asking_(asking), pace_(pace) {
  obstacle_ = told ? obstacle_to(*told) : "";
  const Told* const does = told && obstacle_.empty() ? &*told : nullptr;
  compose(does);
  if (does == nullptr || !does->cut) {
    return;
  }
  const auto& kept = *does->cut;
  const std::size_t all = pieces_.size();
  const std::size_t part =
      kept.part ? all * kept.part->numerator / kept.part->denominator : kept.deltas;
  if (!keep(std::max<std::size_t>(part, 1))) {
    obstacle_ = "stream_too_short";
    compose(nullptr);
    return;
  }
  answer_.finish = does->finish.value_or(Told::Finish::length);
  refuse();
  count_tokens();
}

std::string_view Script::obstacle_to(const Told& told) const {
  const llm::Asked& asked = asking_.asked;
  if (told.tools && asked.tools.empty()) {
    return "not_asked";
  }
  if (told.tools && only_in_streams(*told.tools) && !asking_.facts.stream) {
    return "not_a_stream";
  }
  const bool shaped = !asked.schema.empty() || (asked.must_call && !asked.tools.empty());
  return told.schema && !shaped ? "not_asked" : "";
}

void Script::compose(const Told* told) {
  answer_ = Answer{};
  answer_.id = dice_.hash("mock/id", asking_.who);
  answer_.model = asking_.facts.model;
  answer_.created = asking_.created;
  answer_.include_usage = asking_.facts.include_usage;
  answer_.prompt_tokens = asking_.facts.prompt_bytes / 4 + 7;  // 4 bytes a token, 7 of framing
  padded_ = prose_tokens_ = empty_deltas_ = 0;
  if (told == nullptr || !say_instead(*told)) {
    if (calls_tools(told)) {
      call_tools(told);
    } else if (asking_.asked.json || (told != nullptr && told->schema)) {
      say_json(told);
    } else {
      say_prose();
    }
  }
  if (told != nullptr && told->pad) {
    padded_ = told->pad->count;
    answer_.text.insert(0, padding(padded_));
  }
  if (told != nullptr && told->finish) {
    answer_.finish = *told->finish;
  }
  cut_into_pieces();
  const auto most = asking_.facts.max_tokens;
  if (most && padded_ == 0 && keep(std::max<std::uint64_t>(*most, 1)) &&
      (told == nullptr || !told->finish)) {
    answer_.finish = Told::Finish::length;
  }
  if (told == nullptr || !told->cut) {
    refuse();
  }
  count_tokens();
}

/// Whoever finishes by refusing says so last.
void Script::refuse() {
  if (answer_.finish == Told::Finish::refusal) {
    answer_.refusal = refusal_words;
    pieces_.push_back({What::refusal, 0, answer_.refusal});
  }
}

void Script::say_prose() {
  answer_.text = prose(dice_.stream("mock/text", asking_.who), pace_.tokens);
  prose_tokens_ = pace_.tokens;
  answer_.finish = pace_.cut ? Told::Finish::length : Told::Finish::stop;
}

/// A text or a kind of content of the file's own; false: neither.
bool Script::say_instead(const Told& told) {
  if (told.text) {
    answer_.text = *told.text;
    return true;
  }
  if (!told.content) {
    return false;
  }
  answer_.null_text = *told.content != Told::Content::empty;
  if (*told.content == Told::Content::reasoning) {
    answer_.reasoning = prose(dice_.stream("mock/text", asking_.who), pace_.tokens);
    prose_tokens_ = pace_.tokens;
  } else if (*told.content == Told::Content::empty) {
    empty_deltas_ = pace_.tokens;
  }
  return true;
}

bool Script::calls_tools(const Told* told) const {
  const llm::Asked& asked = asking_.asked;
  if (asked.tools.empty() || (told != nullptr && told->tools)) {
    return !asked.tools.empty();
  }
  // Who violates the schema of a call may as well make none.
  const bool in_words = told != nullptr && told->schema &&
                        (*told->schema == Schema::prose || *told->schema == Schema::fenced);
  const bool of_format = told != nullptr && told->schema && !asked.schema.empty();
  return asked.must_call && !in_words && !of_format;
}

void Script::call_tools(const Told* told) {
  const auto& tools = asking_.asked.tools;
  const auto named = std::find_if(tools.begin(), tools.end(), [&](const llm::AskedTool& tool) {
    return tool.name == asking_.asked.tool_to_call;
  });
  const bool broken = told != nullptr && told->tools;
  answer_.null_text = true;
  answer_.finish = Told::Finish::tool_calls;
  answer_.flaw = broken ? told->tools : std::nullopt;
  const bool alone = named != tools.end() || tools.size() == 1 || asking_.asked.one_call_most;
  const std::size_t calls = broken || !alone ? 2 : 1;  // of one, most flaws could not be seen
  for (std::size_t number = 0; number < calls; ++number) {
    const llm::AskedTool& tool = named != tools.end() ? *named : tools[number % tools.size()];
    llm::ToolCall call;
    const std::size_t id = answer_.flaw == Tools::same_id ? 0 : number;
    call.id = call_id(dialect_, dice_.hash("mock/call", asking_.who) + id);
    call.name = tool.name;
    call.arguments = instance(tool.schema, told, number);
    if (answer_.flaw == Tools::no_id) {
      call.id.reset();
    } else if (answer_.flaw == Tools::blank_id) {
      call.id->clear();
    } else if (answer_.flaw == Tools::blank_args) {
      call.arguments.clear();
    }
    answer_.calls.push_back(std::move(call));
  }
}

/// The schema is the answer's; without one, that of the tool that should have been called.
void Script::say_json(const Told* told) {
  const llm::Asked& asked = asking_.asked;
  std::string schema = asked.schema;
  if (schema.empty()) {
    const bool of_a_tool = !asked.json && !asked.tools.empty();
    schema = of_a_tool ? asked.tools.front().schema : std::string(any_object);
  }
  if (told != nullptr && told->schema == Schema::prose) {
    say_prose();
    return;
  }
  answer_.text = instance(schema, told, 0);
  if (told != nullptr && told->schema == Schema::fenced) {
    answer_.text = fenced(answer_.text);
  }
}

std::string Script::instance(std::string_view schema, const Told* told,
                             std::uint64_t number) const {
  if (told != nullptr && told->schema == Schema::echo) {
    return std::string(schema);
  }
  const Rng dice(hash64(dice_.hash("mock/json", asking_.who), number));
  return llm::json_instance(schema, dice, flaw_of(told));
}

void Script::cut_into_pieces() {
  pieces_.clear();
  const auto add = [&](What what, std::size_t call, const std::vector<std::string_view>& texts) {
    for (const std::string_view text : texts) {
      pieces_.push_back({what, call, text});
    }
  };
  const std::string_view text = answer_.text;
  if (!answer_.reasoning.empty()) {
    add(What::reasoning, 0, tokens_of(answer_.reasoning, prose_tokens_));
  } else if (!text.empty()) {
    if (padded_ > 0) {
      add(What::text, 0, {text.substr(0, padded_)});
    }
    const std::string_view rest = text.substr(padded_);
    add(What::text, 0, prose_tokens_ > 0 ? tokens_of(rest, prose_tokens_) : letters_of(rest));
  }
  add(What::text, 0, std::vector<std::string_view>(empty_deltas_));
  for (std::size_t number = 0; number < answer_.calls.size(); ++number) {
    pieces_.push_back({What::call, number, {}});
    if (answer_.flaw != Tools::one_chunk) {
      add(What::arguments, number, letters_of(answer_.calls[number].arguments));
    }
  }
}

/// The first `count` pieces, and of the answer what they are pieces of; false: it has no more.
bool Script::keep(std::size_t count) {
  if (count >= pieces_.size()) {
    return false;
  }
  pieces_.resize(count);
  std::size_t reasoning = 0;
  std::size_t text = 0;
  std::vector<std::size_t> calls;
  for (const Piece& piece : pieces_) {
    reasoning += piece.what == What::reasoning ? piece.text.size() : 0;
    text += piece.what == What::text ? piece.text.size() : 0;
    if (piece.what == What::call) {
      calls.push_back(0);
    } else if (piece.what == What::arguments) {
      calls.back() += piece.text.size();
    }
  }
  answer_.reasoning.resize(reasoning);
  answer_.text.resize(text);
  answer_.calls.resize(calls.size());
  for (std::size_t number = 0; answer_.flaw != Tools::one_chunk && number < calls.size();
       ++number) {
    answer_.calls[number].arguments.resize(calls[number]);
  }
  return true;
}

/// Who says nothing has spent its tokens on thoughts that nobody is shown.
void Script::count_tokens() {
  const bool hidden = pieces_.empty();
  answer_.tokens = hidden ? pace_.tokens : pieces_.size() + padded_ / bytes_of_a_token;
  answer_.reasoning_tokens = hidden ? answer_.tokens
                                    : static_cast<std::uint64_t>(std::count_if(
                                          pieces_.begin(), pieces_.end(), [](const Piece& piece) {
                                            return piece.what == What::reasoning;
                                          }));
}

}  // namespace gameday::mock
