#include "report/inert.hpp"

#include "base/utf8.hpp"

namespace gameday::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// Marks that turn or hide what follows (Unicode TR 9 and TR 36): U+061C, U+200B to U+200F, U+202A
// to U+202E, U+2060 to U+2069, U+FEFF; line ends of their own: U+2028, U+2029; and the controls of
// U+0080 to U+009F.
bool turns_or_hides(std::string_view one) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(one[at]); };
  if (one.size() == 2) {
    return (byte(0) == 0xC2 && byte(1) < 0xA0) || one == "\xD8\x9C";
  }
  if (one.size() != 3) {
    return false;
  }
  if (byte(0) == 0xE2 && byte(1) == 0x80) {
    return (byte(2) >= 0x8B && byte(2) <= 0x8F) || (byte(2) >= 0xA8 && byte(2) <= 0xAE);
  }
  return (byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) >= 0xA0 && byte(2) <= 0xA9) ||
         one == "\xEF\xBB\xBF";
}

bool is_control(char letter) {
  return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
}

std::string made_inert(std::string_view text, std::size_t most, bool keep_lines) {
  std::string out;
  std::size_t shown = 0;
  while (!text.empty()) {
    if (shown++ == most) {
      return out + "…";
    }
    const std::size_t length = utf8_sequence(text);
    const std::string_view one = text.substr(0, length == 0 ? 1 : length);
    if (one == "\n" && keep_lines) {
      out += '\n';
    } else if (one == "\n" || one == "\t" || one == "\r") {
      out += ' ';
    } else if (!is_harmless(one)) {
      out += replacement;
    } else {
      out += one;
    }
    text.remove_prefix(one.size());
  }
  return out;
}

void make_inert(std::string& text, std::size_t most = longest_sentence) {
  text = inert(text, most);
}

void make_inert(std::vector<std::string>& texts, std::size_t most) {
  for (std::string& text : texts) {
    make_inert(text, most);
  }
}

void make_inert(verdict::ExperimentFacts& experiment) {
  make_inert(experiment.name, longest_name);
  for (verdict::InjectionFacts& injection : experiment.injections) {
    make_inert(injection.name, longest_name);
    make_inert(injection.words);
  }
}

void make_inert(verdict::ArmFacts& arm) {
  make_inert(arm.name, longest_name);
  make_inert(arm.kind, longest_name);
  make_inert(arm.url);
  // primary_model stays: records are compared with it, and it is never shown.
  make_inert(arm.config_file);
  arm.config = inert_lines(arm.config);
}

void make_inert(verdict::RunFacts& facts) {
  make_inert(facts.title);
  make_inert(facts.hypothesis);
  make_inert(facts.scenario_file);
  make_inert(facts.scenario_hash, longest_name);
  make_inert(facts.plan_hash, longest_name);
  make_inert(facts.overrides, longest_sentence);
  facts.again = inert_lines(facts.again);
  make_inert(facts.version, longest_name);
  make_inert(facts.end_reason);
  make_inert(facts.cast.experiments, longest_name);
  make_inert(facts.cast.arms, longest_name);
  make_inert(facts.cast.providers, longest_name);
  make_inert(facts.host.started, longest_name);
  make_inert(facts.host.machine);
  make_inert(facts.host.build);
  std::map<std::string, std::string> labels;
  for (const auto& [name, value] : facts.labels) {
    labels.emplace(inert(name, longest_name), inert(value));
  }
  facts.labels = std::move(labels);
  for (verdict::ArmFacts& arm : facts.arms) {
    make_inert(arm);
  }
  for (verdict::ExperimentFacts& experiment : facts.experiments) {
    make_inert(experiment);
  }
}

}  // namespace

bool is_harmless(std::string_view one) {
  const bool noncharacter = one == "\xEF\xBF\xBE" || one == "\xEF\xBF\xBF";
  return utf8_sequence(one) == one.size() && !is_control(one.front()) && !turns_or_hides(one) &&
         !noncharacter;
}

std::string inert(std::string_view text, std::size_t most) {
  return made_inert(text, most, false);
}

std::string inert_lines(std::string_view text, std::size_t most) {
  return made_inert(text, most, true);
}

Inert::Inert(const Document& document)
    : facts_(document.facts),
      verdict_(document.verdict),
      records_(document.records),
      summary_(document.summary) {
  make_inert(facts_);
  make_inert(verdict_.reasons, longest_sentence);
  for (verdict::ExperimentVerdict& experiment : verdict_.experiments) {
    make_inert(experiment.reasons, longest_sentence);
    for (verdict::CheckResult& check : experiment.checks) {
      make_inert(check.text);
      make_inert(check.reason);
    }
  }
}

}  // namespace gameday::report
