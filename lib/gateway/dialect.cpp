#include "gateway/dialect.hpp"

namespace gameday::gateway {

std::unique_ptr<const Dialect> make_dialect(llm::Dialect which) {
  return which == llm::Dialect::anthropic ? make_anthropic() : make_openai();
}

}  // namespace gameday::gateway
