#include "report/html/shell.hpp"

#include <kainjow/mustache.hpp>

#include "base/assert.hpp"
#include "report/html/markup.hpp"

namespace gameday::report::html {
namespace {

namespace mustache = kainjow::mustache;

mustache::data data_of(const Fields& fields) {
  mustache::data out{mustache::data::type::object};
  for (const auto& [name, value] : fields.all()) {
    if (const auto* text = std::get_if<std::string>(&value)) {
      out.set(name, *text);
    } else if (const auto* flag = std::get_if<bool>(&value)) {
      out.set(name, *flag);
    } else {
      mustache::data items{mustache::data::type::list};
      for (const Fields& item : std::get<Fields::List>(value)) {
        items << data_of(item);
      }
      out.set(name, std::move(items));
    }
  }
  return out;
}

}  // namespace

Fields& Fields::set(const char* name, std::string value) {
  values_[name] = std::move(value);
  return *this;
}

Fields& Fields::flag(const char* name, bool value) {
  values_[name] = value;
  return *this;
}

Fields& Fields::list(const char* name, List items) {
  values_[name] = std::move(items);
  return *this;
}

std::string fill(std::string_view shell, const Fields& fields) {
  mustache::mustache page{std::string(shell)};
  CHECK(page.is_valid(), "a shell of ours is well formed");
  page.set_custom_escape([](const std::string& value) { return text(value); });
  return page.render(data_of(fields));
}

}  // namespace gameday::report::html
