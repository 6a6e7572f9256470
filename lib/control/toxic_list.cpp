#include "control/toxic_list.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "control/limits.hpp"
#include "http/message.hpp"

namespace gameday::control {
namespace {

using toxics::Direction;
using toxics::Toxic;

std::optional<Direction> direction_of(std::string_view stream) {
  if (http::same_name(stream, "upstream")) {
    return Direction::upstream;
  }
  return http::same_name(stream, "downstream") ? std::optional(Direction::downstream)
                                               : std::nullopt;
}

/// Attributes, toxicity and lease of a body over what stands there; none of it is checked before.
std::optional<ApiError> change(ToxicSpec& spec, const ToxicBody& body, TimePoint now) {
  const auto& known = toxics::info_of(spec.toxic.kind).attributes;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto given = body.attributes.find(known[i].name);
    if (given == body.attributes.end()) {
      continue;
    }
    if (!given->second) {
      return bad_body(fmt::format("attributes.{} must be a whole number", known[i].name));
    }
    spec.toxic.values[i] = *given->second;
  }
  spec.toxic.toxicity = body.toxicity.value_or(spec.toxic.toxicity);
  if (const std::optional<std::string> problem = toxics::problem_of(spec.toxic)) {
    return bad_body(*problem);
  }
  if (body.lease_ms) {
    const std::int64_t most = longest_lease / 1ms;
    if (*body.lease_ms < 0 || *body.lease_ms > most) {
      return bad_body(
          fmt::format("lease_ms is {}; it must be from 0 (none) to {}", *body.lease_ms, most));
    }
  }
  spec.lease.renew(body.lease_ms ? std::optional<Duration>(*body.lease_ms * 1ms) : std::nullopt,
                   now);
  return std::nullopt;
}

}  // namespace

bool ToxicSpec::operator==(const ToxicSpec& other) const {
  const auto asked = [](const ToxicSpec& spec) {
    return std::tie(spec.toxic.name, spec.toxic.kind, spec.toxic.toxicity, spec.toxic.values,
                    spec.stream, spec.lease.length);
  };
  return asked(*this) == asked(other);
}

answer<const ToxicSpec*> ToxicList::add(const ToxicBody& body, TimePoint now) {
  ToxicSpec spec;
  spec.stream = body.stream.value_or("downstream");
  const std::optional<Direction> direction = direction_of(spec.stream);
  if (!direction) {
    return invalid_stream();
  }
  const std::string type = body.type.value_or("");
  const toxics::KindInfo* const kind = toxics::find_kind(type);
  if (kind == nullptr) {
    return invalid_type();
  }
  spec.toxic.name = body.name.value_or("");
  if (spec.toxic.name.empty()) {
    spec.toxic.name = fmt::format("{}_{}", type, spec.stream);
  }
  if (find(spec.toxic.name) != nullptr) {
    return toxic_exists();
  }
  spec.toxic.kind = kind->kind;
  spec.toxic.direction = *direction;
  spec.toxic.values.resize(kind->attributes.size());
  if (const auto wrong = change(spec, body, now)) {
    return *wrong;
  }
  if (list_.size() >= most_toxics) {
    return bad_body(fmt::format("a proxy has at most {} toxics", most_toxics));
  }
  toxics::renew(spec.toxic, ++changes_);
  return &list_.emplace_back(std::move(spec));
}

answer<const ToxicSpec*> ToxicList::update(std::string_view name, const ToxicBody& body,
                                           TimePoint now) {
  const auto at = std::ranges::find(
      list_, name, [](const ToxicSpec& each) -> const std::string& { return each.toxic.name; });
  if (at == list_.end()) {
    return toxic_not_found();
  }
  ToxicSpec changed = *at;
  if (const auto wrong = change(changed, body, now)) {
    return *wrong;
  }
  toxics::renew(changed.toxic, ++changes_);
  *at = std::move(changed);
  return &*at;
}

bool ToxicList::remove(std::string_view name) {
  return std::erase_if(list_, [&](const ToxicSpec& each) { return each.toxic.name == name; }) > 0;
}

void ToxicList::replace(const ToxicList& by) {
  list_ = by.list_;
  for (ToxicSpec& each : list_) {
    toxics::renew(each.toxic, ++changes_);
  }
}

bool ToxicList::expire(TimePoint now) {
  return std::erase_if(list_, [&](const ToxicSpec& each) { return each.lease.over <= now; }) > 0;
}

const ToxicSpec* ToxicList::find(std::string_view name) const {
  const auto at =
      std::ranges::find_if(list_, [&](const ToxicSpec& each) { return each.toxic.name == name; });
  return at == list_.end() ? nullptr : &*at;
}

std::vector<const ToxicSpec*> ToxicList::in_order() const {
  std::vector<const ToxicSpec*> all;
  for (const Direction direction : {Direction::upstream, Direction::downstream}) {
    for (const ToxicSpec& each : list_) {
      if (each.toxic.direction == direction) {
        all.push_back(&each);
      }
    }
  }
  return all;
}

proxy::Toxics ToxicList::plans() const {
  auto up = std::make_shared<toxics::LinkPlan>();
  auto down = std::make_shared<toxics::LinkPlan>();
  for (const ToxicSpec& each : list_) {
    (each.toxic.direction == Direction::upstream ? up : down)->toxics.push_back(each.toxic);
  }
  return {std::move(up), std::move(down)};
}

TimePoint ToxicList::next_over() const {
  TimePoint next = never;
  for (const ToxicSpec& each : list_) {
    next = std::min(next, each.lease.over);
  }
  return next;
}

answer<ToxicList> toxics_of(const std::vector<ToxicBody>& bodies, TimePoint now) {
  ToxicList list;
  for (const ToxicBody& body : bodies) {
    const auto added = list.add(body, now);
    if (!added) {
      return added.error();
    }
  }
  return list;
}

}  // namespace gameday::control
