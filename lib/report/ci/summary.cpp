#include "report/ci/summary.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/headline.hpp"
#include "report/lines.hpp"
#include "report/markdown.hpp"
#include "report/md.hpp"
#include "report/md_summary.hpp"

namespace gameday::report {
namespace {

std::string not_held(const Document& document) {
  const std::string checks = md_checks(document, Checks::not_held);
  return checks.empty() ? "" : "### Checks that did not hold\n\n" + checks;
}

// A picture's name in square brackets, its path in round ones: neither may hold the sign that ends
// it.
std::string plain_path(std::string path) {
  std::erase_if(path, [](unsigned char letter) {
    return letter < 0x20 || std::string_view("()[]<>\"'` ").find(static_cast<char>(letter)) !=
                                std::string_view::npos;
  });
  return path;
}

// Who cannot see the chart, or not yet, reads what it shows.
std::string chart_words(const Document& document, std::size_t experiment) {
  constexpr std::size_t most_letters = 400;
  std::vector<std::string> arms;
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    arms.push_back(document.facts.arms[arm].name + ": " +
                   headline_cell(document, experiment, arm).worst);
  }
  const std::string words = "Requests over time in " + document.facts.experiments[experiment].name +
                            ". " + joined(arms, "; ");
  return md_text(cut(words, most_letters));
}

std::string file_name(const std::string& path) {
  return path.substr(path.find_last_of('/') + 1);
}

// At a line's end, never inside a character.
std::string up_to(std::string text, std::size_t most, std::string_view note) {
  if (text.size() <= most) {
    return text;
  }
  text.resize(most - std::min(most, note.size()));
  text.resize(std::min(text.size(), text.rfind('\n') + 1));
  return text += note;
}

}  // namespace

std::string github_summary(const Document& document) {
  constexpr std::string_view open = "<details><summary>The whole report</summary>\n\n";
  constexpr std::string_view close = "\n</details>\n";
  constexpr std::string_view cut = "\nMore did not fit; the run folder has it.\n";
  std::string out = fmt::format("## {}\n\n", md_text(document.facts.title));
  out += md_verdict(document) + md_headline(document) + not_held(document);
  out += "Play it again:\n\n" + md_code("sh", document.facts.again);
  out = up_to(std::move(out), most_summary_bytes / 2, cut);
  const std::size_t left = most_summary_bytes - out.size() - open.size() - close.size();
  out += open;
  out += up_to(markdown(document), left, cut);
  return out += close;
}

std::string buildkite_annotation(const Document& document, const std::vector<Artifact>& artifacts) {
  constexpr std::string_view cut = "\nMore did not fit; the run folder has it.\n";
  std::string out = fmt::format("#### {}\n\n", md_text(document.facts.title));
  out += md_verdict(document) + md_headline(document) + not_held(document);
  std::string links;
  for (const Artifact& artifact : artifacts) {
    const std::string path = plain_path(artifact.path);
    if (artifact.pictured) {
      out +=
          fmt::format("![{}](artifact://{})\n\n", chart_words(document, *artifact.pictured), path);
    } else {
      links += fmt::format("- [{}](artifact://{})\n", file_name(path), path);
    }
  }
  out += links.empty() ? "" : links + '\n';
  out += "Play it again:\n\n" + md_code("sh", document.facts.again);
  return up_to(std::move(out), most_summary_bytes, cut);
}

const char* buildkite_style(verdict::Ruling ruling) {
  using verdict::Ruling;
  switch (ruling) {
    case Ruling::pass:
      return "success";
    case Ruling::inconclusive:
    case Ruling::interrupted:
    case Ruling::incomplete:
    case Ruling::not_started:
      return "warning";
    default:
      return "error";
  }
}

}  // namespace gameday::report
