// One call of the official Node clients: sees.cjs CLIENT BASE MODE TIMEOUT_MS; prints how it ended
// and the text that came, as JSON. What the request says besides comes on stdin.
const [, , client, base, mode, timeout] = process.argv;
const wish = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

async function ofOpenai(take) {
  const { OpenAI } = require("openai");
  const api = new OpenAI({ baseURL: base + "/v1", apiKey: "sk-test", timeout: Number(timeout) });
  const wanted = { model: "gpt-4o", ...wish };
  if (mode === "unary") {
    take((await api.chat.completions.create(wanted)).choices[0].message.content);
    return;
  }
  for await (const chunk of await api.chat.completions.create({ ...wanted, stream: true })) {
    take(chunk.choices?.[0]?.delta?.content);
  }
}

async function ofAnthropic(take) {
  const { Anthropic } = require("@anthropic-ai/sdk");
  const api = new Anthropic({ baseURL: base, apiKey: "sk-test", timeout: Number(timeout) });
  const wanted = { model: "claude-sonnet-4", max_tokens: 1000, ...wish };
  if (mode === "unary") {
    take((await api.messages.create(wanted)).content[0].text);
    return;
  }
  for await (const event of await api.messages.create({ ...wanted, stream: true })) {
    take(event.delta?.text);
  }
}

async function main() {
  const told = { ended: "ok", text: "" };
  const take = (piece) => { told.text += piece ?? ""; };
  try {
    await (client === "openai" ? ofOpenai(take) : ofAnthropic(take));
  } catch (error) {
    told.ended = error.constructor.name;
  }
  process.stdout.write(JSON.stringify(told), () => process.exit(0));
}

main();
