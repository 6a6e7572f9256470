#include "llm/embeddings.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>
#include <simdjson.h>

#include "base/base64.hpp"
#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "llm/gateway_fields.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// A token's number, as text: what a text of as many letters would weigh.
constexpr std::uint64_t bytes_of_a_token = 4;

void add_input(EmbeddingsAsked& asked, std::uint64_t hash, std::uint64_t bytes) {
  ++asked.count;
  asked.input_bytes += bytes;
  if (asked.inputs.size() < embedding_inputs_most) {
    asked.inputs.push_back(hash);
  }
}

void add_tokens(EmbeddingsAsked& asked, const dom::array& tokens) {
  Hash hash;
  std::uint64_t count = 0;
  for (const dom::element token : tokens) {
    hash.add(count_of(token));
    ++count;
  }
  add_input(asked, hash.value(), count * bytes_of_a_token);
}

void read_inputs(EmbeddingsAsked& asked, const dom::element& input) {
  if (std::string_view text; input.get(text) == simdjson::SUCCESS) {
    add_input(asked, hash64(text), text.size());
    return;
  }
  dom::array list;
  if (input.get(list) != simdjson::SUCCESS || list.begin() == list.end()) {
    return;
  }
  if ((*list.begin()).is_uint64() || (*list.begin()).is_int64()) {
    add_tokens(asked, list);
    return;
  }
  for (const dom::element item : list) {
    std::string_view text;
    dom::array tokens;
    if (item.get(text) == simdjson::SUCCESS) {
      add_input(asked, hash64(text), text.size());
    } else if (item.get(tokens) == simdjson::SUCCESS) {
      add_tokens(asked, tokens);
    }
  }
}

bool is_vector(const dom::element& item) {
  dom::element vector;
  if (item["embedding"].get(vector) != simdjson::SUCCESS) {
    return false;
  }
  dom::array numbers;
  if (vector.get(numbers) == simdjson::SUCCESS) {
    return numbers.begin() != numbers.end();
  }
  return !text_of(vector).empty();
}

std::string float32_bytes(const std::vector<float>& vector) {
  std::string bytes;
  bytes.reserve(vector.size() * 4);
  for (const float number : vector) {
    const auto bits = std::bit_cast<std::uint32_t>(number);
    for (unsigned shift = 0; shift < 32; shift += 8) {
      bytes += static_cast<char>(bits >> shift & 0xFFU);
    }
  }
  return bytes;
}

void write_vector(JsonWriter& json, const std::vector<float>& vector, bool base64) {
  json.key("embedding");
  if (base64) {
    json.text(to_base64(float32_bytes(vector)));
    return;
  }
  json.array();
  for (const float number : vector) {
    json.raw(fmt::format("{}", number));  // the shortest that reads back as the same
  }
  json.end();
}

}  // namespace

EmbeddingsAsked read_embeddings_asked(std::string_view body) {
  EmbeddingsAsked asked;
  dom::parser parser;
  dom::object object;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS) {
    return asked;
  }
  asked.is_object = true;
  asked.model = text_in(object, "model");
  asked.for_gateway = has_gateway_fields(object);
  asked.base64 = text_in(object, "encoding_format") == "base64";
  if (std::uint64_t most = 0; object["dimensions"].get(most) == simdjson::SUCCESS) {
    asked.dimensions = most;
  }
  if (dom::element input; object["input"].get(input) == simdjson::SUCCESS) {
    read_inputs(asked, input);
  }
  return asked;
}

EmbeddingsFacts read_embeddings(std::string_view body) {
  EmbeddingsFacts facts;
  dom::parser parser;
  dom::object object;
  dom::array data;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS ||
      object["data"].get(data) != simdjson::SUCCESS ||
      !std::all_of(data.begin(), data.end(), is_vector)) {
    return facts;
  }
  facts.count = data.size();
  if (dom::object usage; object["usage"].get(usage) == simdjson::SUCCESS) {
    facts.prompt_tokens = count_in(usage, "prompt_tokens");
  }
  return facts;
}

std::string write_embeddings(const Embeddings& embeddings) {
  std::string body;
  JsonWriter json(body);
  json.object().key("object").text("list").key("data").array();
  for (std::size_t at = 0; at < embeddings.vectors.size(); ++at) {
    json.object().key("object").text("embedding").key("index").number(std::uint64_t{at});
    write_vector(json, embeddings.vectors[at], embeddings.base64);
    json.end();
  }
  json.end().key("model").text(embeddings.model).key("usage").object();
  json.key("prompt_tokens").number(embeddings.prompt_tokens);
  json.key("total_tokens").number(embeddings.prompt_tokens).end().end();
  return body;
}

}  // namespace gameday::llm
