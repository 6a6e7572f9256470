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
    def make(*chain):
        providers = {f"p{place}": {"dialect": dialect, "base_url": url}
                     for place, (dialect, url) in enumerate(chain)}
        address = start_gateway(providers, [f"p{place}/m{place}" for place in range(len(chain))])
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


def test_what_cannot_be_translated_is_refused_by_name(chat_of, anthropic_mock):
    chat = chat_of(("anthropic", anthropic_mock))
    tools = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]
    with pytest.raises(openai.BadRequestError) as caught:
        chat.chat.completions.create(model="any", messages=QUESTION, tools=tools)
    assert "tools" in caught.value.message
    with pytest.raises(openai.BadRequestError) as caught:
        chat.chat.completions.create(model="any", messages=QUESTION, n=2)
    assert "`n`" in caught.value.message


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
