#include "llm/translate_parts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <simdjson.h>

#include "llm/blank.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view pdf = "application/pdf";
constexpr std::array<std::string_view, 4> image_types = {"image/jpeg", "image/png", "image/gif",
                                                         "image/webp"};

bool is_image(std::string_view type) {
  return std::find(image_types.begin(), image_types.end(), type) != image_types.end();
}

bool is_blank_text(const Block& block) {
  return block.what == Block::What::text && is_blank(block.text);
}

bool is_real_text(const Block& block) {
  return block.what == Block::What::text && !is_blank(block.text);
}

/// `data:image/png;base64,…`; nothing: it is none.
struct DataUri {
  std::string_view type;
  std::string_view data;  // never empty
};
std::optional<DataUri> parse_data_uri(std::string_view uri) {
  constexpr std::string_view scheme = "data:";
  constexpr std::string_view coding = ";base64";
  const std::size_t comma = uri.find(',');
  if (!uri.starts_with(scheme) || comma == std::string_view::npos || comma + 1 == uri.size()) {
    return std::nullopt;
  }
  std::string_view type = uri.substr(scheme.size(), comma - scheme.size());
  if (!type.ends_with(coding)) {
    return std::nullopt;
  }
  type.remove_suffix(coding.size());
  return DataUri{type, uri.substr(comma + 1)};
}

class Reader {
 public:
  Reader(Speaker speaker, MessageSpot& spot) : speaker_(speaker), spot_(spot) {}

  std::vector<Block> read(const dom::element& message) {
    dom::element content;
    std::string_view text;
    dom::array parts;
    if (message["content"].get(content) != simdjson::SUCCESS || content.is_null()) {
      if (speaker_ != Speaker::assistant) {
        spot_.refuse(".content", "needs a text.");
      }
      add_text(text_in(message, "refusal"));
    } else if (content.get(text) == simdjson::SUCCESS) {
      add_text(text);
    } else if (content.get(parts) == simdjson::SUCCESS) {
      std::size_t place = 0;
      for (const dom::element part : parts) {
        where_ = fmt::format(".content[{}]", place++);
        add_part(part);
      }
    } else {
      spot_.refuse(".content", "needs a text or a list of parts.");
    }
    if (std::none_of(blocks_.begin(), blocks_.end(), is_real_text)) {
      blocks_.erase(std::remove_if(blocks_.begin(), blocks_.end(), is_blank_text), blocks_.end());
    }
    return std::move(blocks_);
  }

 private:
  void refuse(std::string_view why) { spot_.refuse(where_, why); }

  void add_text(std::string_view text) {
    if (!text.empty()) {
      blocks_.emplace_back().text = text;
    }
  }

  void add_part(const dom::element& part) {
    const std::string_view type = text_in(part, "type");
    const bool shown = speaker_ == Speaker::user || speaker_ == Speaker::tool;
    if (type == "text" || type == "refusal") {
      std::string_view text;
      if (part[type].get(text) != simdjson::SUCCESS) {
        refuse("needs a text.");
      }
      add_text(text);
    } else if (type == "image_url" && shown) {
      add_image(part);
    } else if (type == "file" && shown) {
      add_file(part);
    } else {
      refuse(type.empty() ? "needs a type." : fmt::format("of type `{}` {}", type, untranslatable));
    }
  }

  void add_image(const dom::element& part) {
    std::string_view url;
    if (part["image_url"]["url"].get(url) != simdjson::SUCCESS) {
      refuse("needs an `image_url` with a `url`.");
      return;
    }
    std::string_view detail;
    if (part["image_url"]["detail"].get(detail) == simdjson::SUCCESS && detail != "auto") {
      spot_.detail_dropped = true;
    }
    const auto inside = parse_data_uri(url);
    if (inside && is_image(inside->type)) {
      add(Block::What::image, inside->data, inside->type);
    } else if (inside && inside->type == pdf) {
      add(Block::What::document, inside->data, pdf);
    } else if (url.starts_with("https://")) {
      add(Block::What::image, url, {});
    } else {
      refuse(
          "must be an https address or a base64 data: URI of a JPEG, PNG, GIF, WebP or PDF for "
          "a provider that speaks Anthropic's Messages.");
    }
  }

  void add_file(const dom::element& part) {
    std::string_view data;
    std::string_view name;
    if (part["file"]["file_data"].get(data) != simdjson::SUCCESS) {
      refuse(
          "needs `file_data`: a `file_id` has no translation for a provider that speaks "
          "Anthropic's Messages.");
      return;
    }
    const auto inside = parse_data_uri(data);
    if (!inside || inside->type != pdf) {
      refuse(
          "must be a base64 data: URI of a PDF for a provider that speaks Anthropic's Messages.");
      return;
    }
    add(Block::What::document, inside->data, pdf);
    if (part["file"]["filename"].get(name) == simdjson::SUCCESS) {
      blocks_.back().name = name;
    }
  }

  void add(Block::What what, std::string_view text, std::string_view type) {
    Block& block = blocks_.emplace_back();
    block.what = what;
    block.text = text;
    block.media_type = type;
  }

  const Speaker speaker_;
  MessageSpot& spot_;
  std::string where_;
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> read_content(const dom::element& message, Speaker speaker, MessageSpot& spot) {
  return Reader(speaker, spot).read(message);
}

}  // namespace gameday::llm
