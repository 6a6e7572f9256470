"""Every error by its name, as the official clients understand it."""

import anthropic
import openai
import pytest

OPENAI = {  # name: status, class, type, code
    "rate-limit": (429, openai.RateLimitError, "requests", "rate_limit_exceeded"),
    "slow-down": (429, openai.RateLimitError, "rate_limit_error", "slow_down"),
    "quota": (429, openai.RateLimitError, "insufficient_quota", "insufficient_quota"),
    "credit": (429, openai.RateLimitError, "insufficient_quota", "credit_balance_exhausted"),
    "spend-limit": (429, openai.RateLimitError, "insufficient_quota",
                    "project_spend_limit_exceeded"),
    "billing": (429, openai.RateLimitError, "insufficient_quota", "billing_not_active"),
    "bad-key": (401, openai.AuthenticationError, "invalid_request_error", "invalid_api_key"),
    "forbidden": (403, openai.PermissionDeniedError, "permission_error", None),
    "region": (403, openai.PermissionDeniedError, "request_forbidden",
               "unsupported_country_region_territory"),
    "on-hold": (403, openai.PermissionDeniedError, "permission_error", None),
    "no-model": (404, openai.NotFoundError, "invalid_request_error", "model_not_found"),
    "gone": (410, openai.APIStatusError, "invalid_request_error", "model_not_found"),
    "bad-param": (400, openai.BadRequestError, "invalid_request_error", "unsupported_parameter"),
    "context": (400, openai.BadRequestError, "invalid_request_error", "context_length_exceeded"),
    "content-filter": (400, openai.BadRequestError, "invalid_request_error", "content_filter"),
    "too-large": (413, openai.APIStatusError, "invalid_request_error", None),
    "server": (500, openai.InternalServerError, "server_error", None),
    "overloaded": (503, openai.InternalServerError, "service_unavailable_error",
                   "server_is_overloaded"),
    "timeout": (504, openai.InternalServerError, "server_error", None),
    "conflict": (409, openai.ConflictError, "invalid_request_error", None),
}

ANTHROPIC = {  # name: status, class, type, code in details
    "rate-limit": (429, anthropic.RateLimitError, "rate_limit_error", None),
    "slow-down": (429, anthropic.RateLimitError, "rate_limit_error", "ramp_limit_exceeded"),
    "quota": (400, anthropic.BadRequestError, "invalid_request_error", None),
    "credit": (400, anthropic.BadRequestError, "invalid_request_error", None),
    "spend-limit": (429, anthropic.RateLimitError, "rate_limit_error",
                    "enforced_spend_limit_reached"),
    "billing": (402, anthropic.APIStatusError, "billing_error", None),
    "bad-key": (401, anthropic.AuthenticationError, "authentication_error", None),
    "forbidden": (403, anthropic.PermissionDeniedError, "permission_error", None),
    "region": (403, anthropic.PermissionDeniedError, "permission_error", None),
    "on-hold": (400, anthropic.BadRequestError, "invalid_request_error", "organization_on_hold"),
    "no-model": (404, anthropic.NotFoundError, "not_found_error", None),
    "gone": (410, anthropic.APIStatusError, "not_found_error", None),
    "bad-param": (400, anthropic.BadRequestError, "invalid_request_error", None),
    "context": (400, anthropic.BadRequestError, "invalid_request_error", None),
    "content-filter": (400, anthropic.BadRequestError, "invalid_request_error", None),
    "too-large": (413, anthropic.APIStatusError, "request_too_large", None),
    "server": (500, anthropic.InternalServerError, "api_error", None),
    "overloaded": (529, anthropic.APIStatusError, "overloaded_error", None),
    "timeout": (504, anthropic.APIStatusError, "timeout_error", None),
    "conflict": (409, anthropic.ConflictError, "conflict_error", None),
}


def ask_openai(replay, group, name, **more):
    client = openai.OpenAI(api_key="sk-x", max_retries=0,
                           base_url=replay.url("openai", group, name))
    return client.chat.completions.create(
        model="model-x", messages=[{"role": "user", "content": "Hi"}], **more)


def ask_anthropic(replay, group, name, **more):
    client = anthropic.Anthropic(api_key="sk-x", max_retries=0,
                                 base_url=replay.url("anthropic", group, name))
    return client.messages.create(model="model-x", max_tokens=9,
                                  messages=[{"role": "user", "content": "Hi"}], **more)


@pytest.mark.parametrize("name", OPENAI)
@pytest.mark.parametrize("stream", [False, True])
def test_openai_raises_the_class_of_each_name(replay, name, stream):
    status, kind, type_, code = OPENAI[name]
    with pytest.raises(openai.APIStatusError) as caught:
        ask_openai(replay, "error", name, stream=stream)
    error = caught.value
    assert isinstance(error, kind)
    assert (error.status_code, error.type, error.code) == (status, type_, code)
    assert error.body["message"] and error.request_id.startswith("req_")


@pytest.mark.parametrize("name", ANTHROPIC)
@pytest.mark.parametrize("stream", [False, True])
def test_anthropic_raises_the_class_of_each_name(replay, name, stream):
    status, kind, type_, code = ANTHROPIC[name]
    with pytest.raises(anthropic.APIStatusError) as caught:
        ask_anthropic(replay, "error", name, stream=stream)
    error = caught.value
    assert isinstance(error, kind)
    assert (error.status_code, error.body["error"]["type"]) == (status, type_)
    assert (error.body["error"]["details"] or {}).get("error_code") == code
    assert error.request_id == error.body["request_id"]


def test_a_rate_limit_is_retried_by_both(replay):
    def tries(ask, dialect):
        before = len(replay.requests)
        with pytest.raises(Exception) as caught:
            client = ask(dialect)
        assert caught.value.status_code == 429
        return [headers["x-stainless-retry-count"] for _, headers, _ in replay.requests[before:]]

    def with_retry(dialect):
        url = replay.url(dialect, "error", "rate-limit")
        message = [{"role": "user", "content": "Hi"}]
        if dialect == "openai":
            client = openai.OpenAI(api_key="sk-x", max_retries=1, base_url=url)
            return client.chat.completions.create(model="m", messages=message)
        client = anthropic.Anthropic(api_key="sk-x", max_retries=1, base_url=url)
        return client.messages.create(model="m", max_tokens=9, messages=message)

    assert tries(with_retry, "openai") == ["0", "1"]
    assert tries(with_retry, "anthropic") == ["0", "1"]


def test_the_limits_stand_in_each_dialects_own_headers(replay):
    with pytest.raises(openai.RateLimitError) as caught:
        ask_openai(replay, "error", "rate-limit")
    headers = caught.value.response.headers
    assert headers["retry-after"] == "2"
    assert headers["x-ratelimit-remaining-requests"] == "0"
    assert headers["x-ratelimit-reset-requests"] == "2s"
    with pytest.raises(anthropic.RateLimitError) as caught:
        ask_anthropic(replay, "error", "rate-limit")
    headers = caught.value.response.headers
    assert headers["retry-after"] == "2"
    assert headers["anthropic-ratelimit-requests-remaining"] == "0"
    assert headers["anthropic-ratelimit-requests-reset"] == "2026-11-25T13:27:06Z"


@pytest.mark.parametrize("status", [400, 402, 408, 418, 429, 501, 502, 503, 504, 524, 529])
def test_a_bare_status_is_an_error_of_that_status(replay, status):
    with pytest.raises(openai.APIStatusError) as caught:
        ask_openai(replay, "status", str(status))
    assert caught.value.status_code == status
    with pytest.raises(anthropic.APIStatusError) as caught:
        ask_anthropic(replay, "status", str(status))
    assert caught.value.status_code == status


@pytest.mark.parametrize("page,status", [
    ("nginx-502", 502), ("nginx-413", 413), ("envoy-503", 503), ("envoy-no-upstream", 503),
    ("cloudflare-520", 520), ("cloudflare-526", 526)])
def test_a_page_is_an_error_without_a_code(replay, page, status):
    with pytest.raises(openai.APIStatusError) as caught:
        ask_openai(replay, "page", page)
    assert (caught.value.status_code, caught.value.code) == (status, None)


@pytest.mark.parametrize("page", ["maintenance", "login"])
def test_a_page_under_a_200_fools_the_clients(replay, page):
    assert isinstance(ask_openai(replay, "page", page), str)
    assert list(ask_openai(replay, "page", page, stream=True)) == []
    assert list(ask_anthropic(replay, "page", page, stream=True)) == []


def test_canned_answers_are_good_answers(replay):
    whole = ask_openai(replay, "completion", "unary")
    assert whole.choices[0].finish_reason == "stop"
    text = whole.choices[0].message.content
    assert text == "This is a short canned answer."
    assert ask_openai(replay, "completion", "empty").choices[0].message.content == ""
    chunks = list(ask_openai(replay, "completion", "stream", stream=True))
    assert "".join(c.choices[0].delta.content or "" for c in chunks) == text
    assert chunks[-1].choices[0].finish_reason == "stop"

    whole = ask_anthropic(replay, "completion", "unary")
    assert (whole.stop_reason, whole.content[0].text) == ("end_turn", text)
    assert ask_anthropic(replay, "completion", "empty").content == []
    events = list(ask_anthropic(replay, "completion", "stream", stream=True))
    assert "".join(e.delta.text for e in events if e.type == "content_block_delta") == text
    assert events[-1].type == "message_stop"


# What of an error inside a stream reaches the caller: raised, or taken for an empty chunk.
@pytest.mark.parametrize("form,raised", [
    ("native", True), ("object", True), ("named", True), ("string", True), ("vllm", False),
    ("flat", False)])
def test_openai_on_an_error_inside_a_stream(replay, form, raised):
    texts = []
    error = None
    try:
        for chunk in ask_openai(replay, "in-stream", form, stream=True):
            if chunk.choices:  # an error taken for a chunk has none
                texts.append(chunk.choices[0].delta.content)
    except openai.APIError as caught:
        error = caught
    assert "".join(texts) == "This is a "
    assert (error is not None) == raised


@pytest.mark.parametrize("form,raised", [
    ("native", True), ("named", True), ("flat", True), ("object", False), ("string", False),
    ("vllm", False)])
def test_anthropic_on_an_error_inside_a_stream(replay, form, raised):
    texts = []
    error = None
    try:
        for event in ask_anthropic(replay, "in-stream", form, stream=True):
            if event.type == "content_block_delta":
                texts.append(event.delta.text)
    except anthropic.APIStatusError as caught:
        error = caught
    assert "".join(texts) == "This is a "
    assert (error is not None) == raised
    if form in ("native", "named"):
        assert error.body["error"]["type"] == "overloaded_error"
