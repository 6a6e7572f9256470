#include "base/json_writer.hpp"
#include "llm/translate_messages.hpp"

namespace gameday::llm {
namespace {

void write_blocks(JsonWriter& json, const std::vector<Block>& blocks);

void write_source(JsonWriter& json, const Block& block) {
  json.key("source").object().key("type");
  if (block.media_type.empty()) {
    json.text("url").key("url").text(block.text).end();
  } else {
    json.text("base64").key("media_type").text(block.media_type);
    json.key("data").text(block.text).end();
  }
}

void write_result(JsonWriter& json, const Block& block) {
  json.text("tool_result").key("tool_use_id").text(block.id);
  if (!block.inside.empty()) {  // a tool may give nothing
    json.key("content");
    write_blocks(json, block.inside);
  }
}

void write_block(JsonWriter& json, const Block& block) {
  json.object().key("type");
  switch (block.what) {
    case Block::What::text:
      json.text("text").key("text").text(block.text);
      break;
    case Block::What::image:
      write_source(json.text("image"), block);
      break;
    case Block::What::document:
      write_source(json.text("document"), block);
      if (!block.name.empty()) {
        json.key("title").text(block.name);
      }
      break;
    case Block::What::tool_use:
      json.text("tool_use").key("id").text(block.id).key("name").text(block.name);
      json.key("input").raw(block.text);
      break;
    case Block::What::tool_result:
      write_result(json, block);
      break;
  }
  json.end();
}

/// A single text needs no list.
void write_blocks(JsonWriter& json, const std::vector<Block>& blocks) {
  if (blocks.size() == 1 && blocks.front().what == Block::What::text) {
    json.text(blocks.front().text);
    return;
  }
  json.array();
  for (const Block& block : blocks) {
    write_block(json, block);
  }
  json.end();
}

}  // namespace

void write_turns(JsonWriter& json, const std::vector<Turn>& turns) {
  json.key("messages").array();
  for (const Turn& turn : turns) {
    json.object().key("role").text(turn.assistant ? "assistant" : "user").key("content");
    write_blocks(json, turn.blocks);
    json.end();
  }
  json.end();
}

}  // namespace gameday::llm
