// Embeddings through the gateway: a chain of their own, and every input has its vector.

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "rig.hpp"

namespace gameday::gateway::test {
namespace {

Ask asking(std::string input) {
  Ask ask;
  ask.path = "/v1/embeddings";
  ask.body = R"({"model":"any","input":)" + std::move(input) + R"(,"encoding_format":"base64"})";
  return ask;
}

Play vectors(int count) {
  std::string body = R"({"object":"list","data":[)";
  for (int at = 0; at < count; ++at) {
    body += at == 0 ? R"({"embedding":"AAAAPw=="})" : R"(,{"embedding":"AAAAPw=="})";
  }
  return play(200, body + R"(],"model":"e"})");
}

Options with_embeddings() {
  Options options = tuned();
  options.embeddings = {{"openai", "embed-3"}, {"lifeboat", "embed-3"}};
  return options;
}

TEST(GatewayEmbeddings, PassThroughAPolicyStackOfTheirOwn) {
  Rig rig(with_embeddings());
  rig.openai.plays = {{"sk-a", {vectors(2)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(R"(["one","two"])");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 200);
    EXPECT_EQ(response.head.fields.get("x-gameday-served-by"), "openai/embed-3");
    EXPECT_EQ(r.openai.seen.front().head.target, "/v1/embeddings");
    EXPECT_EQ(r.openai.seen.front().body,
              R"({"model":"embed-3","input":["one","two"],"encoding_format":"base64"})");
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gen_ai_operation_name="embeddings")"), std::string::npos);
    EXPECT_EQ(metrics.find(R"(gen_ai_operation_name="chat")"), std::string::npos);
  });
}

TEST(GatewayEmbeddings, TooFewVectorsAreNoAnswer) {
  Rig rig(with_embeddings());
  rig.openai.plays = {{"", {vectors(1)}}};
  rig.lifeboat.plays = {{"", {vectors(2)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(R"([[1,2],[3]])");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:malformed lifeboat/l:200");
  });
}

TEST(GatewayEmbeddings, AnErrorInA200IsJudgedByItsWords) {
  Rig rig(with_embeddings());
  rig.openai.plays = {{"", {play(200, R"({"error":{"message":"Slow down.","code":429}})")}}};
  rig.lifeboat.plays = {{"", {vectors(1)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(R"("one")");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:in_band_error openai/b:in_band_error lifeboat/l:200");
  });
}

TEST(GatewayEmbeddings, WithoutInputNobodyIsAsked) {
  Rig rig(with_embeddings());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking("[]");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 400);
    EXPECT_EQ(llm::read_error(response.body)->code, "missing_required_parameter");
    EXPECT_TRUE(r.openai.seen.empty());
  });
}

TEST(GatewayEmbeddings, WithoutAChainThePathSaysWhatIsMissing) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(R"("one")");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 404);
    EXPECT_NE(response.body.find("names no chain"), std::string::npos);
  });
}

TEST(GatewayEmbeddings, StandOnThePagesOfOperators) {
  Options options = with_embeddings();
  options.chain.pop_back();
  options.providers[0].keys.pop_back();
  options.embeddings.erase(options.embeddings.begin());
  options.deadline = 1s;  // before the key is back
  Rig rig(options);
  rig.openai.plays = {{"", {play(429, "{}", {{"Retry-After", "60"}})}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response policies = co_await r.get("/debug/policies");
    EXPECT_NE(policies.body.find(R"("embeddings":{"worst_case_ms":)"), std::string::npos)
        << policies.body;
    EXPECT_NE(policies.body.find(R"("target":"lifeboat/embed-3")"), std::string::npos);
    co_await r.ask();  // parks the only key of the chat
    const http::Response ready = co_await r.get("/ready");
    EXPECT_EQ(ready.head.status, 200) << ready.body;  // vectors can still be had
    EXPECT_NE(ready.body.find(R"("embeddings":[{"target":"lifeboat/embed-3","usable":true)"),
              std::string::npos)
        << ready.body;
  });
}

}  // namespace
}  // namespace gameday::gateway::test
