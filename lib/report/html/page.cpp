#include "report/html/page.hpp"

#include <algorithm>
#include <cstdint>

#include "base/digest.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/html/style.hpp"
#include "report/inert.hpp"
#include "report/words.hpp"

namespace gameday::report::html {
namespace {

// Nothing may be fetched, from wherever; the only script that runs is ours, named by its hash.
constexpr const char* shell =
    R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; )"
    R"(script-src 'sha256-{{{hash}}}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{{word}}: {{title}}</title>
<style>
{{{style}}}</style>
</head>
<body>
{{{textures}}}
{{{icons}}}<div class="page">
{{{verdict}}}{{{contents}}}<main>
{{{parts}}}</main>
</div>
<script>{{{script}}}</script>
</body>
</html>
)";

// RFC 4648, section 4, of the bytes that hex digits stand for.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const auto nibble = [&](std::size_t at) -> std::uint32_t {
    const char digit = at < hex.size() ? hex[at] : '0';
    return static_cast<std::uint32_t>(digit <= '9' ? digit - '0' : digit - 'a' + 10);
  };
  std::string out;
  for (std::size_t at = 0; at < hex.size(); at += 6) {  // three bytes, four letters
    std::uint32_t bits = 0;
    for (std::size_t digit = at; digit < at + 6; ++digit) {
      bits = bits << 4U | nibble(digit);
    }
    const std::size_t bytes = std::min<std::size_t>(3, (hex.size() - at) / 2);
    for (std::size_t letter = 0; letter < 4; ++letter) {
      out += letter <= bytes ? letters[bits >> (18 - 6 * letter) & 63U] : '=';
    }
  }
  return out;
}

}  // namespace

std::string page(const Document& raw) {
  const Inert inert(raw);
  const Document document = inert.document();
  const chart::Samples samples(document);
  const verdict::Trails trails(document.records);
  std::string parts = headline_part(document) + checks_part(document);
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    parts += experiment_part(document, samples, at);
  }
  parts += audit_part(document) + requests_part(document, samples, trails);
  parts += statistics_part(document) + configs_part(document);
  parts += environment_part(document.facts) + people_part(document.facts);
  return fill(shell, Fields()
                         .set("hash", base64_of_hex(sha256_hex(script)))
                         .set("word", word(document.verdict.ruling))
                         .set("title", document.facts.title)
                         .set("style", chart::palette() + style(document.facts))
                         .set("textures", chart::textures())
                         .set("icons", icons())
                         .set("verdict", verdict_part(document))
                         .set("contents", contents_part(document))
                         .set("parts", std::move(parts))
                         .set("script", script));
}

}  // namespace gameday::report::html
