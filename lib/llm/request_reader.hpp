#pragma once
// Request after request is read with the same memory: to set a JSON parser up costs more than to
// read what most clients ask. Of one World.

#include <memory>
#include <string_view>

#include "llm/chat.hpp"

namespace gameday::llm {

class RequestReader {
 public:
  RequestReader();
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  /// As read_request_facts().
  RequestFacts read(std::string_view body);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace gameday::llm
