#include "report/postmortem/postmortem.hpp"

#include "golden.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using test::expect_golden;
using test::Judged;

std::string rendered(const Judged& judged, std::string_view text) {
  const auto out = postmortem(judged.document(), std::string(text));
  EXPECT_TRUE(out) << out.problem;
  return out.value.value_or("");
}

TEST(Postmortem, EachTemplateIsFilledIn) {
  const Judged judged(test::sample_run(true));
  for (const std::string& name : template_names()) {
    expect_golden("postmortem-" + name + ".md", rendered(judged, template_text(name)));
  }
}

TEST(Postmortem, NeverStatesACause) {
  const Judged judged(test::sample_run(true));
  const std::string text = rendered(judged, template_text("google-sre"));
  const std::size_t cause = text.find("## Root causes");
  const std::string slot = text.substr(cause, text.find("## Trigger") - cause);
  EXPECT_EQ(slot.find("429"), slot.npos);
  EXPECT_EQ(slot.find("openai"), slot.npos);
}

TEST(Postmortem, AUsersTemplateIsPlainMustache) {
  const Judged judged(test::sample_run(false));
  EXPECT_EQ(rendered(judged,
                     "{{verdict}} {{seed}}{{#simulated}} S{{/simulated}}"
                     "{{#mock_providers}} M{{/mock_providers}}{{nothing}}"),
            "PASS 7 M");
  EXPECT_EQ(rendered(judged, "{{#experiments}}{{name}};{{/experiments}}"), "429 storm;hard 503s;");
}

TEST(Postmortem, SaysWhatIsWrongWithATemplate) {
  const Judged judged(test::sample_run(false));
  for (const char* broken : {"{{#experiments}}{{name}}", "{{/title}}", "{{title", "{{{title}}"}) {
    const auto out = postmortem(judged.document(), broken);
    EXPECT_FALSE(out) << broken << *out.value;
    EXPECT_FALSE(out.problem.empty()) << broken;
  }
}

TEST(Postmortem, NamesCanDoNothing) {
  test::SmallRun run = test::sample_run(false);
  run.facts.title = "<script>x</script> [a](b) | {{seed}} \x1b[31m";
  const Judged judged(std::move(run));
  const std::string text = rendered(judged, "{{title}}");
  EXPECT_TRUE(text.starts_with("\\<script")) << text;  // as Markdown escapes it
  EXPECT_EQ(text.find('\x1b'), text.npos);
  EXPECT_NE(text.find("{{seed}}"), text.npos);  // data is never a template
}

}  // namespace
}  // namespace gameday::report
