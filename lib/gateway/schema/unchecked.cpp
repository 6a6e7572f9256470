#include "gateway/schema/unchecked.hpp"

namespace gameday::gateway::schema {

const char* to_text(Unchecked reason) {
  switch (reason) {
    case Unchecked::schema_too_large:
      return "schema_too_large";
    case Unchecked::schema_invalid:
      return "schema_invalid";
    case Unchecked::schema_unsupported:
      return "schema_unsupported";
    case Unchecked::schema_loops:
      return "schema_loops";
    case Unchecked::answer_too_large:
      return "answer_too_large";
    case Unchecked::answer_unsupported:
      return "answer_unsupported";
    case Unchecked::too_much_work:
      return "too_much_work";
    case Unchecked::internal:
      return "internal";
  }
  return "internal";
}

}  // namespace gameday::gateway::schema
