#include "gateway/schema/fuse.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <stdexcept>  // valijson includes it inside its own namespace
#include <string>
#include <vector>

#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/internal/adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/validation_results.hpp>

#include "gateway/schema/limits.hpp"

namespace gameday::gateway::schema {

namespace {

using Context = std::vector<std::string>;
using valijson::ValidationResults;
using valijson::adapters::Adapter;
using valijson::constraints::Constraint;

constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

/// a * b, or the most there is.
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
  return b != 0 && a > never / b ? never : a * b;
}

template <class Own>
class Cloned : public valijson::constraints::PolyConstraint {
  Constraint* cloneInto(void* place) const override {
    return new (place) Own(static_cast<const Own&>(*this));
  }
  size_t sizeOf() const override { return sizeof(Own); }
};

class Fuse final : public Cloned<Fuse> {
 public:
  Fuse(Meter& meter, const Price& price) : meter_(meter), price_(price) {}

  bool validate(const Adapter& target, const Context& context,
                ValidationResults* results) const override {
    const bool enough = results != nullptr && results == meter_.results && results->numErrors() > 0;
    if (enough || !take(visit_work + price_.fixed) || !take(of_texts(target)) ||
        !take(of_items(target, of_context(context, results != nullptr)))) {
      throw Blown();
    }
    return true;
  }

 private:
  bool take(std::uint64_t steps) const {
    const bool there = steps <= meter_.left;
    meter_.left -= there ? steps : 0;
    return there;
  }
  std::uint64_t of_texts(const Adapter& target) const {
    if (price_.texts > 0 && target.isString()) {
      return times(price_.texts, target.asString().size() / text_step_bytes);
    }
    return times(price_.inside, meter_.longest_text / text_step_bytes);
  }
  /// Each item or member may be looked at, and gets a copy of the context.
  std::uint64_t of_items(const Adapter& target, std::uint64_t context) const {
    std::uint64_t steps = context;
    if (target.isObject()) {
      const std::uint64_t one = context + 1 + meter_.longest_key / step_bytes;
      steps += times(target.getObjectSize(), one);
    } else if (target.isArray()) {
      const std::uint64_t one = context + 1 + (price_.unique ? meter_.answer : 0);
      steps += times(target.getArraySize(), one);
    }
    return steps;
  }
  /// Kept with every error, when there are words to be found.
  static std::uint64_t of_context(const Context& context, bool kept) {
    std::uint64_t bytes = 0;
    for (const std::string& name : context) {
      bytes += name.size();
    }
    return context.size() + (kept ? bytes : bytes / step_bytes);
  }

  Meter& meter_;
  const Price price_;
};

class MultipleOf final : public Cloned<MultipleOf> {
 public:
  explicit MultipleOf(double divisor) : divisor_(divisor) {}

  bool validate(const Adapter& target, const Context& context,
                ValidationResults* results) const override {
    if (!target.isNumber()) {
      return true;
    }
    constexpr double rounding = 1e-9;  // of a quotient of two doubles, with room
    const double quotient = target.getNumber() / divisor_;
    const double slack = rounding * std::max(1.0, std::abs(quotient));
    const bool fits =
        !std::isfinite(quotient) || std::abs(quotient - std::round(quotient)) <= slack;
    if (!fits && results != nullptr) {
      results->pushError(context, "Value should be a multiple of " + std::to_string(divisor_));
    }
    return fits;
  }

 private:
  const double divisor_;
};

}  // namespace

void add_fuse(valijson::Schema& schema, const valijson::Subschema* subschema, Meter& meter,
              const Price& price) {
  schema.addConstraintToSubschema(Fuse(meter, price), subschema);
}

void add_multiple_of(valijson::Schema& schema, const valijson::Subschema* subschema,
                     double divisor) {
  schema.addConstraintToSubschema(MultipleOf(divisor), subschema);
}

}  // namespace gameday::gateway::schema
