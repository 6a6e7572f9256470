#include "control/read_json.hpp"

#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "control/limits.hpp"

namespace gameday::control {
namespace {

using nlohmann::json;

std::string lower(std::string text) {
  for (char& letter : text) {
    letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  }
  return text;
}

/// Puts the tree together. A pointer to an open level stays valid: what it is an element of grows
/// only when it is closed.
class Tree final : public nlohmann::json_sax<json> {
 public:
  bool null() override { return open_.empty() || !open_.back()->is_object() ? add(nullptr) : true; }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(std::int64_t value) override { return add(value); }
  bool number_unsigned(std::uint64_t value) override { return add(value); }
  bool number_float(double value, const std::string&) override { return add(value); }
  bool string(std::string& value) override { return add(std::move(value)); }
  bool binary(json::binary_t&) override { return false; }  // JSON has none
  bool key(std::string& name) override {
    key_ = lower(std::move(name));
    return true;
  }
  bool start_object(std::size_t) override { return open(json::object()); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(json::array()); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const json::exception& error) override {
    const std::string_view text = error.what();
    const std::size_t tag = text.find("] ");  // behind nlohmann's number of the error
    problem_ = text.substr(tag == std::string_view::npos ? 0 : tag + 2);
    return false;
  }

  const std::string& problem() const { return problem_; }
  json take() { return std::move(root_); }

 private:
  json& put(json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return root_;
    }
    json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return parent.back();
    }
    return parent[key_] = std::move(value);
  }
  bool add(json value) {
    put(std::move(value));
    return true;
  }
  bool open(json value) {
    if (open_.size() == deepest_json) {
      problem_ = fmt::format("nested deeper than {} levels", deepest_json);
      return false;
    }
    open_.push_back(&put(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  json root_;
  std::vector<json*> open_;
  std::string key_;
  std::string problem_;
};

}  // namespace

std::optional<ApiError> read_json(std::string_view bytes, json& tree) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return bad_body("EOF");
  }
  Tree read;
  constexpr bool to_the_end = false;
  if (!json::sax_parse(bytes.begin(), bytes.end(), &read, json::input_format_t::json, to_the_end)) {
    constexpr std::size_t enough = 200;  // it may quote what it has read
    return bad_body(std::string_view(read.problem()).substr(0, enough));
  }
  tree = read.take();
  return std::nullopt;
}

}  // namespace gameday::control
