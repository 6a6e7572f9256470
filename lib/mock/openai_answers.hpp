#pragma once
// What OpenAI says to each kind of request, as whole messages. Source: the OpenAI API reference.

#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "llm/chat.hpp"
#include "llm/openai_fields.hpp"

namespace gameday::mock {

struct Message {
  http::Head head;
  std::string body;
};

Message json_answer(int status, std::string body, const llm::OpenAiFields& fields);

/// The 400 that `facts` deserve; nothing when they can be answered.
std::optional<Message> refusal_of(const llm::RequestFacts& facts, const llm::OpenAiFields& fields);
Message no_key(llm::OpenAiFields fields);
Message no_such_url(const http::Head& request, const llm::OpenAiFields& fields);

/// GET /v1/models, and one of them.
Message model_list(const std::vector<std::string>& models, const llm::OpenAiFields& fields);
Message model_named(const std::vector<std::string>& models, std::string_view name,
                    const llm::OpenAiFields& fields);

}  // namespace gameday::mock
