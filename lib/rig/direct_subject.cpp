#include "rig/direct_subject.hpp"

#include "rig/places.hpp"

namespace gameday::rig {

Subject::Providers DirectSubject::providers() const {
  KnownKeys known;
  known.add(client_key(script_, options_), direct_key_alias, options_.api_key_source);
  Providers providers;
  providers.emplace_back(options_.provider, std::move(known));
  return providers;
}

rt::awaitable<std::string> DirectSubject::raise(const Providers& providers) {
  entrance_ = providers.front().address();
  network_.stands_for(entrance_, options_.provider);
  co_return std::string();
}

load::Target DirectSubject::target() const {
  load::Target target;
  target.address = entrance_;
  target.dialect = script_.options.providers[options_.provider].dialect;
  target.path = chat_path(script_.options, options_.provider);
  target.headers = client_headers(options_);
  target.model = options_.model;
  target.api_key = client_key(script_, options_);
  return target;
}

rt::awaitable<void> DirectSubject::take_down(rt::Bound) {
  co_return;
}

}  // namespace gameday::rig
