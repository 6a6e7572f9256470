#pragma once
// What all that OpenAI's API can be asked for has in common: how a request is signed, and that its
// body passes as it is but for the model.

#include "gateway/dialect.hpp"

namespace gameday::gateway {

class OpenAiApi : public Dialect {
 public:
  llm::Dialect which() const final { return llm::Dialect::openai; }
  void sign(http::Fields& fields, std::string_view secret) const final;
  Or<Asked> asked(std::string_view body, std::string_view model) const final;
};

}  // namespace gameday::gateway
