#include "record/records.hpp"

#include "record/words.hpp"

namespace gameday::record {

const std::string& place_name(const Cast& cast, std::uint16_t place) {
  static const std::string clients = clients_name;
  return place == into_clients ? clients : cast.providers.at(place);
}

const char* to_text(Window window) {
  return window_words.at(static_cast<std::size_t>(window));
}

const char* to_text(Outcome outcome) {
  return outcome_words.at(static_cast<std::size_t>(outcome));
}

const char* to_text(AttemptEnd end) {
  return end_words.at(static_cast<std::size_t>(end));
}

const char* to_text(Event::Kind kind) {
  return event_words.at(static_cast<std::size_t>(kind));
}

}  // namespace gameday::record
