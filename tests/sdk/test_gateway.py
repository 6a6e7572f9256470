"""The official openai client through `gameday gateway`, whatever stands behind it."""

import asyncio
import json

import openai
import pytest

QUESTION = [{"role": "system", "content": "Be brief."},
            {"role": "user", "content": "Why did the build fail? [gd:9f3c:00002v]"}]


@pytest.fixture(scope="session")
def chat_of(start_gateway):
    """A client whose gateway has these providers: (dialect, base_url) in the order of the chain."""
    def make(*chain, **more):
        providers = {f"p{place}": {"dialect": dialect, "base_url": url}
                     for place, (dialect, url) in enumerate(chain)}
        address = start_gateway(providers, [f"p{place}/m{place}" for place in range(len(chain))], **more)
        return openai.OpenAI(api_key="sk-x", base_url=address + "/v1", max_retries=0)
    return make


@pytest.fixture(scope="session", params=["openai", "anthropic"])
def good(request, chat_of, openai_mock, anthropic_mock):
    """Through a gateway whose only provider speaks each dialect."""
    if request.param == "openai":
        return chat_of(("openai", openai_mock + "/v1"))
    return chat_of(("anthropic", anthropic_mock))


def test_unary(good):
    raw = good.chat.completions.with_raw_response.create(model="any", messages=QUESTION)
    answer = raw.parse()
    assert answer.object == "chat.completion"
    assert answer.choices[0].finish_reason == "stop" and answer.choices[0].message.content
    assert answer.usage.prompt_tokens > 0 and answer.usage.completion_tokens > 0
    assert raw.headers["x-gameday-served-by"] == "p0/m0"
    assert raw.headers["x-gameday-attempts"].startswith("p0/a:200:")


def test_length(good):
    answer = good.chat.completions.create(model="any", messages=QUESTION, max_tokens=3)
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 3


def test_stream_with_usage(good):
    with good.chat.completions.with_streaming_response.create(
            model="any", messages=QUESTION, stream=True) as raw:
        assert raw.headers["x-gameday-served-by"] == "p0/m0"
        assert raw.headers["content-type"].startswith("text/event-stream")
        wire = raw.read().decode()
    assert wire.endswith("data: [DONE]\n\n")
    chunks = list(good.chat.completions.create(
        model="any", messages=QUESTION, stream=True, stream_options={"include_usage": True}))
    assert chunks[0].choices[0].delta.role == "assistant"
    assert "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    assert chunks[-1].choices == []
    assert chunks[-1].usage.prompt_tokens > 0 and chunks[-1].usage.completion_tokens > 0
    assert len({(c.id, c.created, c.model) for c in chunks}) == 1


def test_stream_without_usage(good):
    chunks = list(good.chat.completions.create(model="any", messages=QUESTION, stream=True))
    assert all(c.usage is None for c in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_who_leaves_early_harms_nobody(good):
    for _ in range(3):
        stream = good.chat.completions.create(model="any", messages=QUESTION, stream=True)
        next(stream)
        stream.close()
    assert good.chat.completions.create(model="any", messages=QUESTION).choices


def test_fifty_streams_at_once(good):
    async def ask(client):
        stream = await client.chat.completions.create(
            model="any", messages=QUESTION, stream=True, stream_options={"include_usage": True})
        chunks = [chunk async for chunk in stream]
        return len({chunk.id for chunk in chunks}), chunks[-1].usage.completion_tokens > 0

    async def ask_all():
        async with openai.AsyncOpenAI(api_key="sk-x", base_url=good.base_url,
                                      max_retries=0) as client:
            return await asyncio.gather(*(ask(client) for _ in range(50)))

    assert asyncio.run(ask_all()) == [(1, True)] * 50


def test_bad_requests_are_the_callers(good):
    with pytest.raises(openai.BadRequestError):
        good.chat.completions.create(model="any", messages=[])
    with pytest.raises(openai.NotFoundError):
        good.models.retrieve("no-such-model")


TOOLS = [{"type": "function", "function": {
             "name": "look", "description": "Looks into a log.", "parameters": {
                 "type": "object", "properties": {"cause": {"type": "string"}},
                 "required": ["cause"]}}},
         {"type": "function", "function": {"name": "stop"}}]
FORMAT = {"type": "json_schema", "json_schema": {"name": "cause", "strict": True, "schema": {
    "type": "object", "properties": {"exit_code": {"type": "integer"}}, "required": ["exit_code"],
    "additionalProperties": False}}}


def calls_of(chat, stream, **more):
    """The assistant's message with its calls, as the client's own code would keep it."""
    if not stream:
        choice = chat.chat.completions.create(model="any", messages=QUESTION, **more).choices[0]
        assert choice.finish_reason == "tool_calls"
        return choice.message.model_dump(exclude_none=True)
    calls, finish = [], None
    for chunk in chat.chat.completions.create(model="any", messages=QUESTION, stream=True, **more):
        for choice in chunk.choices:
            finish = choice.finish_reason or finish
            for delta in choice.delta.tool_calls or []:
                if delta.index == len(calls):
                    assert delta.id and delta.type == "function" and delta.function.arguments == ""
                    calls.append({"id": delta.id, "type": "function", "function": {
                        "name": delta.function.name, "arguments": ""}})
                calls[delta.index]["function"]["arguments"] += delta.function.arguments or ""
    assert finish == "tool_calls"
    return {"role": "assistant", "content": None, "tool_calls": calls}


@pytest.mark.parametrize("stream", [False, True])
def test_tools_and_their_results(good, stream):
    message = calls_of(good, stream, tools=TOOLS, tool_choice="required")
    calls = message["tool_calls"]
    assert [call["function"]["name"] for call in calls] == ["look", "stop"]
    assert isinstance(json.loads(calls[0]["function"]["arguments"])["cause"], str)
    assert json.loads(calls[1]["function"]["arguments"]) == {}
    results = [{"role": "tool", "tool_call_id": call["id"], "content": "done"} for call in calls]
    answer = good.chat.completions.create(
        model="any", messages=[*QUESTION, message, *results], tools=TOOLS)
    assert answer.choices[0].finish_reason == "stop" and answer.choices[0].message.content


@pytest.mark.parametrize("stream", [False, True])
def test_one_tool_at_a_time(good, stream):
    named = {"type": "function", "function": {"name": "stop"}}
    for more in ({"tool_choice": named}, {"tool_choice": "required", "parallel_tool_calls": False}):
        assert len(calls_of(good, stream, tools=TOOLS, **more)["tool_calls"]) == 1


@pytest.mark.parametrize("stream", [False, True])
def test_structured_output(good, stream):
    answer = good.chat.completions.create(model="any", messages=QUESTION, response_format=FORMAT,
                                          stream=stream)
    text = ("".join(c.choices[0].delta.content or "" for c in answer) if stream
            else answer.choices[0].message.content)
    assert isinstance(json.loads(text)["exit_code"], int)


def test_the_sdks_own_stream_helper_gathers_the_calls(good):
    strict = [{**tool, "function": {**tool["function"], "strict": True}} for tool in TOOLS]
    with good.chat.completions.stream(model="any", messages=QUESTION, tools=strict,
                                      tool_choice="required") as stream:
        calls = stream.get_final_completion().choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["look", "stop"]


def test_what_cannot_be_translated_is_refused_by_name(chat_of, anthropic_mock):
    chat = chat_of(("anthropic", anthropic_mock))
    for name, more in {"`n`": {"n": 2}, "`response_format`": {
            "response_format": {"type": "json_object"}}, "`tools[0]`": {
            "tools": [{"type": "custom", "custom": {"name": "c"}}]}}.items():
        with pytest.raises(openai.BadRequestError) as caught:
            chat.chat.completions.create(model="any", messages=QUESTION, **more)
        assert name in caught.value.message


def test_tools_as_they_are_sent_to_anthropic(chat_of, replay):
    chat = chat_of(("anthropic", replay.url("anthropic", "completion", "unary")))
    message = {"role": "assistant", "content": "Wait.", "tool_calls": [
        {"id": "call_1", "type": "function", "function": {"name": "stop", "arguments": ""}}]}
    chat.chat.completions.create(
        model="any", tools=TOOLS, parallel_tool_calls=False, reasoning_effort="low",
        response_format=FORMAT, messages=[
            *QUESTION, message, {"role": "tool", "tool_call_id": "call_1", "content": "ok"}])
    body = json.loads(replay.requests[-1][2])
    assert body["tools"][0] == {"name": "look", "description": "Looks into a log.",
                                "input_schema": TOOLS[0]["function"]["parameters"]}
    assert body["tools"][1]["input_schema"] == {"type": "object", "properties": {}}
    assert body["tool_choice"] == {"type": "auto", "disable_parallel_tool_use": True}
    assert body["output_config"] == {"effort": "low", "format": {
        "type": "json_schema", "schema": FORMAT["json_schema"]["schema"]}}
    assert body["messages"][1:] == [
        {"role": "assistant", "content": [
            {"type": "text", "text": "Wait."},
            {"type": "tool_use", "id": "call_1", "name": "stop", "input": {}}]},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": "call_1", "content": "ok"}]}]


def test_what_is_sent_to_anthropic(chat_of, replay):
    chat = chat_of(("anthropic", replay.url("anthropic", "completion", "unary")))
    raw = chat.chat.completions.with_raw_response.create(
        model="any", messages=QUESTION, seed=1, temperature=1.5, stop="END", user="u-1")
    assert raw.parse().choices[0].message.content == "This is a short canned answer."
    assert raw.headers["x-gameday-dropped"] == "seed"
    path, headers, body = replay.requests[-1]
    assert path == "/v1/messages"
    assert headers["anthropic-version"] == "2023-06-01"
    assert headers["x-api-key"] == "sk-upstream" and "authorization" not in headers
    assert json.loads(body) == {
        "model": "m0", "max_tokens": 4096, "temperature": 1, "stop_sequences": ["END"],
        "system": [{"type": "text", "text": "Be brief."}], "metadata": {"user_id": "u-1"},
        "messages": [{"role": "user", "content": QUESTION[1]["content"]}]}


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("dialect", ["openai", "anthropic"])
@pytest.mark.parametrize("name", ["rate-limit", "overloaded", "server", "bad-key", "quota",
                                  "no-model"])
def test_a_failing_primary_is_covered(chat_of, replay, openai_mock, dialect, name, stream):
    chat = chat_of((dialect, replay.url(dialect, "error", name)), ("openai", openai_mock + "/v1"))
    raw = chat.chat.completions.with_raw_response.create(model="any", messages=QUESTION,
                                                         stream=stream)
    assert raw.headers["x-gameday-served-by"] == "p1/m1"
    attempts = raw.headers["x-gameday-attempts"].split(", ")
    assert len(attempts) == 2 and attempts[0].startswith("p0/a:")
    raw.parse().close() if stream else raw.parse()


@pytest.mark.parametrize("dialect", ["openai", "anthropic"])
def test_an_anthropic_lifeboat(chat_of, replay, anthropic_mock, dialect):
    chat = chat_of((dialect, replay.url(dialect, "error", "overloaded")),
                   ("anthropic", anthropic_mock))
    chunks = list(chat.chat.completions.create(model="any", messages=QUESTION, stream=True))
    assert chunks[-1].choices[0].finish_reason == "stop"


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("dialect,name,kind", [
    ("openai", "rate-limit", openai.RateLimitError),
    ("anthropic", "rate-limit", openai.RateLimitError),
    ("openai", "bad-param", openai.BadRequestError),
    ("anthropic", "bad-param", openai.BadRequestError),
    ("openai", "server", openai.APIStatusError),
    ("anthropic", "overloaded", openai.APIStatusError)])
def test_nothing_left_is_a_typed_error(chat_of, replay, dialect, name, kind, stream):
    chat = chat_of((dialect, replay.url(dialect, "error", name)))
    with pytest.raises(kind) as caught:
        chat.chat.completions.create(model="any", messages=QUESTION, stream=stream)
    assert caught.value.body["message"]


# A cut stream ends well for every official client; behind the gateway it does not.
@pytest.mark.parametrize("dialect", ["openai", "anthropic"])
@pytest.mark.parametrize("form", ["native", "cut"])
def test_an_error_inside_a_stream_is_raised(chat_of, replay, dialect, form):
    chat = chat_of((dialect, replay.url(dialect, "in-stream", form)))
    texts = []
    with pytest.raises(openai.APIError):
        for chunk in chat.chat.completions.create(model="any", messages=QUESTION, stream=True):
            texts += [choice.delta.content or "" for choice in chunk.choices]
            assert all(choice.finish_reason is None for choice in chunk.choices)
    assert "".join(texts) == "This is a "


@pytest.mark.parametrize("page", ["maintenance", "login"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_page_under_a_200_is_no_answer(chat_of, replay, openai_mock, page, stream):
    chat = chat_of(("openai", replay.url("openai", "page", page)), ("openai", openai_mock + "/v1"))
    raw = chat.chat.completions.with_raw_response.create(model="any", messages=QUESTION,
                                                         stream=stream)
    assert raw.headers["x-gameday-served-by"] == "p1/m1"
    raw.parse().close() if stream else raw.parse()


@pytest.mark.parametrize("dialect", ["openai", "anthropic"])
def test_a_broken_stream_starts_over_for_who_asks_for_it(chat_of, replay, openai_mock, dialect):
    chat = chat_of((dialect, replay.url(dialect, "in-stream", "cut")), ("openai", openai_mock + "/v1"),
                   on_break="restart")
    told, texts, finishes = [], [], []
    for chunk in chat.chat.completions.create(model="any", messages=QUESTION, stream=True,
                                              extra_headers={"x-gameday-on-break": "restart"}):
        if chunk.object == "gameday.restart":
            told.append((chunk.model, "".join(texts)))
            texts.clear()
        texts += [choice.delta.content or "" for choice in chunk.choices]
        finishes += [choice.finish_reason for choice in chunk.choices if choice.finish_reason]
    assert told == [("p1/m1", "This is a ")]
    assert "".join(texts) and finishes == ["stop"]


@pytest.mark.parametrize("how", ["float", "base64", None])
def test_embeddings(chat_of, replay, openai_mock, how):
    """The client asks for base64 unless it is told otherwise, and gives floats in any case."""
    chat = chat_of(("openai", replay.url("openai", "error", "overloaded")),
                   ("openai", openai_mock + "/v1"), embeddings=["p0/e", "p1/e"])
    more = {"encoding_format": how} if how else {}
    raw = chat.embeddings.with_raw_response.create(model="any", input=["one", "two", "one"],
                                                   dimensions=8, **more)
    answer = raw.parse()
    assert raw.headers["x-gameday-served-by"] == "p1/e"
    if how == "base64":
        assert [len(item.embedding) for item in answer.data] == [44, 44, 44]  # of 32 bytes
        return
    first, second, third = (item.embedding for item in answer.data)
    assert len(first) == 8 and first == third and first != second
    assert abs(sum(number * number for number in first) - 1) < 1e-3


def test_embeddings_without_a_chain_for_them(chat_of, openai_mock):
    chat = chat_of(("openai", openai_mock + "/v1"))
    with pytest.raises(openai.NotFoundError) as caught:
        chat.embeddings.create(model="any", input="one")
    assert "names no chain" in caught.value.body["message"]
