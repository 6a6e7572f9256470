// openai's Node client through gateways: argv[2] is a JSON object of their addresses,
// {"good", "broken", "restarts", "dead"}. Ends with an error at the first thing that a user of the
// client would not expect.
const assert = require("node:assert/strict");
const OpenAI = require("openai");

const messages = [{ role: "user", content: "Why did the build fail? [gd:9f3c:00002v]" }];
const asked = { model: "any", messages };
const tools = [{ type: "function", function: { name: "look", parameters: {
  type: "object", properties: { cause: { type: "string" } }, required: ["cause"] } } }];
const response_format = { type: "json_schema", json_schema: { name: "cause", strict: true, schema: {
  type: "object", properties: { exit_code: { type: "integer" } }, required: ["exit_code"],
  additionalProperties: false } } };

const client = (address, more = {}) => new OpenAI({
  apiKey: "sk-x", baseURL: address + "/v1", maxRetries: 0, ...more });

/// All of a stream: its text, finish reasons and usage.
async function gathered(stream, seen = { text: "", finishes: [], usage: null, restarts: [] }) {
  for await (const chunk of stream) {
    if (chunk.object === "gameday.restart") {
      seen.restarts.push(seen.text);
      seen.text = "";
    }
    for (const choice of chunk.choices) {
      seen.text += choice.delta.content ?? "";
      if (choice.finish_reason) seen.finishes.push(choice.finish_reason);
    }
    seen.usage = chunk.usage ?? seen.usage;
  }
  return seen;
}

async function whole(chat) {
  const { data, response } = await chat.chat.completions.create(asked).withResponse();
  assert.equal(data.choices[0].finish_reason, "stop");
  assert.ok(data.choices[0].message.content);
  assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
  assert.equal(response.headers.get("x-gameday-served-by"), "p0/m0");
}

async function streamed(chat) {
  const stream = await chat.chat.completions.create(
    { ...asked, stream: true, stream_options: { include_usage: true } });
  const seen = await gathered(stream);
  assert.ok(seen.text);
  assert.deepEqual(seen.finishes, ["stop"]);
  assert.ok(seen.usage.completion_tokens > 0);
}

async function calls(chat) {
  const choice = (await chat.chat.completions.create(
    { ...asked, tools, tool_choice: "required", parallel_tool_calls: false })).choices[0];
  assert.equal(choice.finish_reason, "tool_calls");
  const [call] = choice.message.tool_calls;
  assert.equal(typeof JSON.parse(call.function.arguments).cause, "string");
  const result = { role: "tool", tool_call_id: call.id, content: "done" };
  const after = await chat.chat.completions.create(
    { ...asked, tools, messages: [...messages, choice.message, result] });
  assert.equal(after.choices[0].finish_reason, "stop");
  const helper = chat.chat.completions.stream({ ...asked, tools, tool_choice: "required",
                                                parallel_tool_calls: false });
  const final = await helper.finalChatCompletion();
  assert.equal(final.choices[0].message.tool_calls[0].function.name, "look");
}

async function structured(chat) {
  const answer = await chat.chat.completions.parse({ ...asked, response_format });
  assert.equal(typeof JSON.parse(answer.choices[0].message.content).exit_code, "number");
}

async function errors(addresses) {
  await assert.rejects(client(addresses.good).chat.completions.create({ model: "any", messages: [] }),
                       OpenAI.BadRequestError);
  await assert.rejects(client(addresses.good).models.retrieve("nobody"), OpenAI.NotFoundError);
  await assert.rejects(client(addresses.dead).chat.completions.create(asked), OpenAI.RateLimitError);
  for (const more of [{}, { maxRetries: 2 }]) {
    const seen = { text: "", finishes: [], usage: null, restarts: [] };
    const stream = await client(addresses.broken, more).chat.completions.create({ ...asked, stream: true });
    await assert.rejects(gathered(stream, seen), OpenAI.APIError);
    assert.equal(seen.text, "This is a ");
    assert.deepEqual(seen.finishes, []);
  }
}

async function restarts(address) {
  const stream = await client(address).chat.completions.create(
    { ...asked, stream: true }, { headers: { "x-gameday-on-break": "restart" } });
  const seen = await gathered(stream);
  assert.deepEqual(seen.restarts, ["This is a "]);
  assert.ok(seen.text);
  assert.deepEqual(seen.finishes, ["stop"]);
}

async function main(addresses) {
  const chat = client(addresses.good);
  for (const part of [whole, streamed, calls, structured]) {
    await part(chat);
  }
  await errors(addresses);
  await restarts(addresses.restarts);
}

main(JSON.parse(process.argv[2])).then(() => console.log("as expected"), (error) => {
  console.error(error);
  process.exit(1);
});
