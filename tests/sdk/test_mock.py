"""The official clients against `gameday mock`, in both dialects."""

import anthropic
import openai
import pytest

QUESTION = [{"role": "user", "content": "Why did the build fail?"}]


@pytest.fixture
def chat(openai_mock):
    return openai.OpenAI(api_key="sk-x", base_url=openai_mock + "/v1", max_retries=0)


@pytest.fixture
def claude(anthropic_mock):
    return anthropic.Anthropic(api_key="sk-x", base_url=anthropic_mock, max_retries=0)


def test_openai_unary(chat):
    answer = chat.chat.completions.create(model="gpt-4o-mini", messages=QUESTION)
    assert answer.object == "chat.completion" and answer.model == "gpt-4o-mini"
    assert answer.choices[0].finish_reason == "stop"
    assert answer.choices[0].message.content
    assert answer.usage.completion_tokens > 0
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
    assert answer._request_id.startswith("req_")


def test_openai_length(chat):
    answer = chat.chat.completions.create(model="m", messages=QUESTION, max_completion_tokens=3)
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 3


def test_openai_stream_with_usage(chat):
    chunks = list(chat.chat.completions.create(
        model="gpt-4o-mini", messages=QUESTION, stream=True,
        stream_options={"include_usage": True}))
    assert chunks[0].choices[0].delta.role == "assistant"
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text
    assert [c.choices[0].finish_reason for c in chunks if c.choices][-1] == "stop"
    assert chunks[-1].choices == [] and chunks[-1].usage.completion_tokens > 0
    assert all(c.usage is None for c in chunks[:-1])
    assert len({(c.id, c.created, c.model) for c in chunks}) == 1


def test_openai_stream_without_usage(chat):
    chunks = list(chat.chat.completions.create(model="m", messages=QUESTION, stream=True))
    assert all(c.usage is None for c in chunks)
    assert chunks[-1].choices[0].finish_reason == "stop"


def test_openai_stream_helper(chat):
    with chat.chat.completions.stream(model="m", messages=QUESTION) as stream:
        stream.until_done()
        assert stream.get_final_completion().choices[0].message.content


def test_openai_errors(openai_mock, chat):
    with pytest.raises(openai.AuthenticationError):
        chat.with_options(api_key="").chat.completions.create(
            model="m", messages=QUESTION, extra_headers={"Authorization": ""})
    with pytest.raises(openai.BadRequestError) as caught:
        chat.chat.completions.create(model="m", messages=[])
    assert caught.value.param == "messages"
    with pytest.raises(openai.NotFoundError):
        chat.with_options(base_url=openai_mock + "/v2").chat.completions.create(
            model="m", messages=QUESTION)
    with pytest.raises(openai.NotFoundError) as caught:
        chat.models.retrieve("no-such-model")
    assert caught.value.code == "model_not_found"
    assert chat.models.list().object == "list"


def test_anthropic_unary(claude):
    answer = claude.messages.create(model="claude-x", max_tokens=500, messages=QUESTION,
                                    system="Be brief.")
    assert answer.id.startswith("msg_") and answer.model == "claude-x"
    assert answer.stop_reason == "end_turn"
    assert answer.content[0].type == "text" and answer.content[0].text
    assert answer.usage.input_tokens > 0 and answer.usage.output_tokens > 0
    assert answer._request_id.startswith("req_")


def test_anthropic_length(claude):
    answer = claude.messages.create(model="m", max_tokens=3, messages=QUESTION)
    assert (answer.stop_reason, answer.usage.output_tokens) == ("max_tokens", 3)


def test_anthropic_stream(claude):
    events = list(claude.messages.create(model="claude-x", max_tokens=500, messages=QUESTION,
                                         stream=True))
    assert events[0].type == "message_start" and events[0].message.usage.input_tokens > 0
    assert events[-1].type == "message_stop"
    delta = [e for e in events if e.type == "message_delta"][-1]
    assert delta.delta.stop_reason == "end_turn" and delta.usage.output_tokens > 0
    assert "".join(e.delta.text for e in events if e.type == "content_block_delta")


def test_anthropic_stream_helper(claude):
    with claude.messages.stream(model="m", max_tokens=500, messages=QUESTION) as stream:
        text = "".join(stream.text_stream)
        final = stream.get_final_message()
    assert text and final.content[0].text == text and final.stop_reason == "end_turn"


def test_anthropic_takes_either_way_to_name_the_key(anthropic_mock):
    claude = anthropic.Anthropic(auth_token="sk-x", base_url=anthropic_mock, max_retries=0)
    assert claude.messages.create(model="m", max_tokens=5, messages=QUESTION).content


def test_anthropic_errors(anthropic_mock, claude):
    with pytest.raises(anthropic.AuthenticationError):
        claude.messages.create(model="m", max_tokens=5, messages=QUESTION,
                               extra_headers={"X-Api-Key": anthropic.omit})
    with pytest.raises(anthropic.BadRequestError):
        claude.messages.create(model="m", max_tokens=5, messages=[])
    with pytest.raises(anthropic.BadRequestError) as caught:
        claude.messages.create(model="m", max_tokens=5, messages=QUESTION,
                               extra_body={"max_tokens": None})
    assert "max_tokens" in caught.value.body["error"]["message"]
    with pytest.raises(anthropic.NotFoundError) as caught:
        claude.with_options(base_url=anthropic_mock + "/v2").messages.create(
            model="m", max_tokens=5, messages=QUESTION)
    assert caught.value.body["error"]["type"] == "not_found_error"
