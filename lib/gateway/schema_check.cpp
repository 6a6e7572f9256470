#include "gateway/schema_check.hpp"

#include <cstring>
#include <utility>

#include "gateway/schema/judge.hpp"
#include "gateway/schema/limits.hpp"
#include "llm/asked.hpp"

namespace gameday::gateway {

using schema::Compiled;
using schema::Judgement;
using schema::Unchecked;

struct SchemaCheck::Form {
  explicit Form(const llm::Asked& asked)
      : json(asked.json && asked.format_field == "response_format"), text(asked.schema) {}

  /// Once, when there is something to compare it with.
  void compile_once() {
    if (json && !text.empty() && !compiled) {
      misfit = schema::compile(text, compiled.emplace());
    }
  }
  Judgement judge(std::string_view answer) {
    if (misfit) {
      Judgement judgement;
      judgement.unchecked = misfit;
      return judgement;
    }
    return compiled ? schema::judge(*compiled, answer, work) : schema::judge_object(answer, work);
  }

  const bool json;
  const std::string text;  // of the schema; empty: any object will do
  std::optional<Compiled> compiled;
  std::optional<Unchecked> misfit;                 // why nothing can be checked by it
  std::uint64_t work = schema::request_work_most;  // that is left
};

bool may_demand_form(std::string_view request) {
  // std::string_view::find stops at every quotation mark: four times as long.
  constexpr std::string_view name = "\"response_format\"";
  return memmem(request.data(), request.size(), name.data(), name.size()) != nullptr;
}

SchemaCheck::SchemaCheck(std::string_view request, schema::FormCounts& counts)
    : request_(request), counts_(counts) {}

SchemaCheck::~SchemaCheck() = default;

bool SchemaCheck::demands() {
  if (!form_) {
    form_ = std::make_unique<Form>(llm::read_asked(llm::Dialect::openai, request_));
  }
  return form_->json;
}

std::optional<std::string> SchemaCheck::violation(std::string_view text) {
  if (!demands()) {
    return std::nullopt;
  }
  form_->compile_once();
  Judgement judgement = form_->judge(text);
  if (judgement.unchecked) {
    count(*judgement.unchecked);
    return std::nullopt;
  }
  if (judgement.violation.empty()) {
    ++counts_.fits;
    return std::nullopt;
  }
  ++counts_.violations;
  return std::move(judgement.violation);
}

void SchemaCheck::passed_unread() {
  count(Unchecked::answer_too_large);
}

void SchemaCheck::count(Unchecked reason) {
  ++counts_.unchecked[static_cast<std::size_t>(reason)];
}

}  // namespace gameday::gateway
