#pragma once
// The form that one chat request demands with `response_format`: read and compiled when the first
// answer is to be checked, once for all tries and choices. What cannot be checked passes and is
// counted. Single thread.

#include <memory>
#include <string_view>

#include "gateway/schema/unchecked.hpp"
#include "policy/answer_form.hpp"

namespace gameday::gateway {

/// All that a request without one costs. True: it is worth a look.
bool may_demand_form(std::string_view request);

class SchemaCheck final : public policy::AnswerForm {
 public:
  /// Both outlive it; `request` is the body, which does not change.
  SchemaCheck(std::string_view request, schema::FormCounts& counts);
  ~SchemaCheck() override;
  SchemaCheck(const SchemaCheck&) = delete;
  SchemaCheck& operator=(const SchemaCheck&) = delete;

  bool demands() override;
  std::optional<std::string> violation(std::string_view text) override;
  void passed_unread() override;

 private:
  struct Form;
  void count(schema::Unchecked reason);

  std::string_view request_;
  schema::FormCounts& counts_;
  std::unique_ptr<Form> form_;  // none: nobody has asked yet
};

}  // namespace gameday::gateway
