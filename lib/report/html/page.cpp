#include "report/html/page.hpp"

#include "base/base64.hpp"
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

/// As Content-Security-Policy names a script that may run.
std::string base64_of_digest(std::string_view text) {
  const Sha256 digest = sha256(text);
  return to_base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
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
                         .set("hash", base64_of_digest(script))
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
