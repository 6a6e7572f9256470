// What each keyword of a schema becomes.

#include <array>
#include <stdexcept>  // valijson includes it inside its own namespace

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/schema.hpp>

#include "gateway/schema/compiler.hpp"
#include "gateway/schema/json_text.hpp"
#include "gateway/schema/limits.hpp"

namespace gameday::gateway::schema {

namespace {

using nlohmann::json;
namespace to = valijson::constraints;
using Value = valijson::adapters::NlohmannJsonAdapter;

template <class Constraint>
void add(Compiler& compiler, const Constraint& constraint) {
  compiler.schema().addConstraintToSubschema(constraint, compiler.here());
}

/// Null: it is not there.
const json* find(const json& schema, const char* name) {
  const auto found = schema.find(name);
  return found == schema.end() ? nullptr : &*found;
}

// --- of any value -------------------------------------------------------------------------------

void add_type_name(to::TypeConstraint& types, const json& name, Compiler& compiler) {
  constexpr std::array<std::pair<std::string_view, to::TypeConstraint::JsonType>, 7> names = {
      {{"array", to::TypeConstraint::kArray},
       {"boolean", to::TypeConstraint::kBoolean},
       {"integer", to::TypeConstraint::kInteger},
       {"null", to::TypeConstraint::kNull},
       {"number", to::TypeConstraint::kNumber},
       {"object", to::TypeConstraint::kObject},
       {"string", to::TypeConstraint::kString}}};
  for (const auto& [word, type] : names) {
    if (name.is_string() && name.get_ref<const std::string&>() == word) {
      types.addNamedType(type);
      return;
    }
  }
  compiler.refuse(Unchecked::schema_invalid);
}

void type(const json& value, Compiler& compiler) {
  to::TypeConstraint types;
  if (value.is_array()) {
    for (const json& name : value) {
      add_type_name(types, name, compiler);
    }
  } else {
    add_type_name(types, value, compiler);
  }
  add(compiler, types);
}

void one_of_values(const json& value, Compiler& compiler) {
  if (!value.is_array()) {
    compiler.refuse(Unchecked::schema_invalid);
    return;
  }
  to::EnumConstraint values;
  for (const json& one : value) {
    values.addValue(Value(one));
  }
  add(compiler, values);
}

void one_value(const json& value, Compiler& compiler) {
  to::ConstConstraint constant;
  constant.setValue(Value(value));
  add(compiler, constant);
}

template <class Constraint>
void of_schemas(const json& value, Compiler& compiler) {
  if (!value.is_array() || value.empty()) {
    compiler.refuse(Unchecked::schema_invalid);
    return;
  }
  Constraint all;
  for (const json& one : value) {
    all.addSubschema(compiler.same(one));
  }
  add(compiler, all);
}

void none_of(const json& value, Compiler& compiler) {
  to::NotConstraint none;
  none.setSubschema(compiler.same(value));
  add(compiler, none);
}

/// What stands beside it holds as well, as since 2019-09.
void reference(const json& value, Compiler& compiler) {
  const json* target =
      value.is_string() ? compiler.named(value.get_ref<const std::string&>()) : nullptr;
  if (target == nullptr) {
    compiler.refuse(Unchecked::schema_unsupported);
    return;
  }
  to::AllOfConstraint all;
  all.addSubschema(compiler.same(*target));
  add(compiler, all);
}

void condition(const json& schema, Compiler& compiler) {
  const json* when = find(schema, "if");
  if (when == nullptr) {
    return;
  }
  to::ConditionalConstraint conditional;
  conditional.setIfSubschema(compiler.same(*when));
  if (const json* then = find(schema, "then")) {
    conditional.setThenSubschema(compiler.same(*then));
  }
  if (const json* otherwise = find(schema, "else")) {
    conditional.setElseSubschema(compiler.same(*otherwise));
  }
  add(compiler, conditional);
}

// --- of numbers ---------------------------------------------------------------------------------

/// Draft 4 writes `exclusiveMinimum: true` beside the minimum.
template <class Constraint>
void bound(const json& schema, const char* name, const char* exclusive_name,
           void (Constraint::*set)(double), void (Constraint::*set_exclusive)(bool),
           Compiler& compiler) {
  const json* exclusive = find(schema, exclusive_name);
  const bool draft_4 = exclusive != nullptr && exclusive->is_boolean();
  const auto add_one = [&](const json* value, bool without) {
    if (value == nullptr) {
      return;
    }
    if (!value->is_number()) {
      compiler.refuse(Unchecked::schema_invalid);
      return;
    }
    Constraint limit;
    (limit.*set)(value->get<double>());
    (limit.*set_exclusive)(without);
    add(compiler, limit);
  };
  add_one(find(schema, name), draft_4 && exclusive->get<bool>());
  add_one(draft_4 ? nullptr : exclusive, true);
}

void numbers(const json& schema, Compiler& compiler) {
  using Least = to::MinimumConstraint;
  using Most = to::MaximumConstraint;
  bound<Least>(schema, "minimum", "exclusiveMinimum", &Least::setMinimum,
               &Least::setExclusiveMinimum, compiler);
  bound<Most>(schema, "maximum", "exclusiveMaximum", &Most::setMaximum, &Most::setExclusiveMaximum,
              compiler);
  if (const json* divisor = find(schema, "multipleOf")) {
    if (!divisor->is_number() || !(divisor->get<double>() > 0)) {
      compiler.refuse(Unchecked::schema_invalid);
      return;
    }
    add_multiple_of(compiler.schema(), compiler.here(), divisor->get<double>());
  }
}

// --- of texts, lists and objects ----------------------------------------------------------------

template <class Constraint>
void count(const json& schema, const char* name, void (Constraint::*set)(std::uint64_t),
           Compiler& compiler) {
  const json* value = find(schema, name);
  if (value == nullptr) {
    return;
  }
  if (!value->is_number_integer() || value->get<std::int64_t>() < 0) {
    compiler.refuse(Unchecked::schema_invalid);
    return;
  }
  Constraint limit;
  (limit.*set)(value->get<std::uint64_t>());
  add(compiler, limit);
}

void counts(const json& schema, Compiler& compiler) {
  count(schema, "minLength", &to::MinLengthConstraint::setMinLength, compiler);
  count(schema, "maxLength", &to::MaxLengthConstraint::setMaxLength, compiler);
  count(schema, "minItems", &to::MinItemsConstraint::setMinItems, compiler);
  count(schema, "maxItems", &to::MaxItemsConstraint::setMaxItems, compiler);
  count(schema, "minProperties", &to::MinPropertiesConstraint::setMinProperties, compiler);
  count(schema, "maxProperties", &to::MaxPropertiesConstraint::setMaxProperties, compiler);
}

/// The schema of what no other schema is for; null, valijson's word for nothing, where it is false.
const valijson::Subschema* rest(const json* schema, Compiler& compiler) {
  if (schema == nullptr) {
    return compiler.schema().emptySubschema();
  }
  const bool nothing = schema->is_boolean() && !schema->get<bool>();
  return nothing ? nullptr : compiler.part(*schema);
}

void list_items(const json& first, const json* others, Compiler& compiler) {
  to::LinearItemsConstraint items;
  for (const json& one : first) {
    items.addItemSubschema(compiler.part(one));
  }
  items.setAdditionalItemsSubschema(rest(others, compiler));
  add(compiler, items);
}

void items(const json& schema, Compiler& compiler) {
  const json* each = find(schema, "items");
  const json* first = find(schema, "prefixItems");
  if (first != nullptr && !(first->is_array() && !first->empty())) {
    compiler.refuse(Unchecked::schema_invalid);
  } else if (first != nullptr) {
    list_items(*first, each, compiler);
  } else if (each != nullptr && each->is_array()) {  // draft 7
    if (!each->empty()) {
      list_items(*each, find(schema, "additionalItems"), compiler);
    }
  } else if (each != nullptr) {
    to::SingularItemsConstraint all;
    all.setItemsSubschema(compiler.part(*each));
    add(compiler, all);
  }
  const bool counted = schema.contains("minContains") || schema.contains("maxContains");
  if (const json* one = find(schema, "contains"); one != nullptr && !counted) {
    to::ContainsConstraint contains;
    contains.setSubschema(compiler.part(*one));
    add(compiler, contains);
  }
  const json* unique = find(schema, "uniqueItems");
  if (unique != nullptr && *unique == true) {
    add(compiler, to::UniqueItemsConstraint());
  }
}

void required(const json& value, Compiler& compiler) {
  to::RequiredConstraint names;
  for (const json& name : value) {
    if (!value.is_array() || !name.is_string()) {
      compiler.refuse(Unchecked::schema_invalid);
      return;
    }
    names.addRequiredProperty(name.get_ref<const std::string&>());
  }
  add(compiler, names);
}

void properties(const json& schema, Compiler& compiler) {
  const json* named = find(schema, "properties");
  const json* others = find(schema, "additionalProperties");
  if (named == nullptr && others == nullptr) {
    return;
  }
  to::PropertiesConstraint members;
  if (named != nullptr) {
    if (!named->is_object()) {
      compiler.refuse(Unchecked::schema_invalid);
      return;
    }
    for (const auto& [name, value] : named->items()) {
      members.addPropertySubschema(name, compiler.part(value));
    }
  }
  const bool patterns = schema.contains("patternProperties");  // any other may be one of those
  members.setAdditionalPropertiesSubschema(rest(patterns ? nullptr : others, compiler));
  add(compiler, members);
}

void add_comparison(const json& value, Price& price) {
  const std::uint64_t steps = size_of(value).steps;
  price.fixed += comparison_work * steps;
  (value.is_structured() ? price.inside : price.texts) += value.is_structured() ? steps : 1;
}

}  // namespace

void add_keywords(const json& schema, Compiler& compiler) {
  using Add = void (*)(const json&, Compiler&);
  // The cheap ones first: a value of another type is not looked into.
  constexpr std::array<std::pair<const char*, Add>, 9> single = {
      {{"type", type},
       {"const", one_value},
       {"enum", one_of_values},
       {"required", required},
       {"$ref", reference},
       {"allOf", of_schemas<to::AllOfConstraint>},
       {"anyOf", of_schemas<to::AnyOfConstraint>},
       {"oneOf", of_schemas<to::OneOfConstraint>},
       {"not", none_of}}};
  for (const auto& [name, add_one] : single) {
    if (const json* value = find(schema, name)) {
      add_one(*value, compiler);
    }
  }
  for (const Add add_group : {numbers, counts, items, properties, condition}) {
    add_group(schema, compiler);
  }
}

Price price_of(const json& schema) {
  Price price;
  for (const char* name : {"properties", "required", "items", "prefixItems"}) {
    const json* list = find(schema, name);
    price.fixed += list == nullptr ? 0 : list->size();
  }
  if (const json* values = find(schema, "enum"); values != nullptr && values->is_array()) {
    for (const json& value : *values) {
      add_comparison(value, price);
    }
  }
  if (const json* value = find(schema, "const")) {
    add_comparison(*value, price);
  }
  for (const char* name : {"minLength", "maxLength"}) {
    price.texts += schema.contains(name) ? 1 : 0;
  }
  const json* unique = find(schema, "uniqueItems");
  price.unique = unique != nullptr && *unique == true;
  return price;
}

}  // namespace gameday::gateway::schema
