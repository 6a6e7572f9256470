"""The official openai client for Node through `gameday gateway`, whatever stands behind it."""

import json
import os
import pathlib
import subprocess

import pytest

NODE_MODULES = os.environ.get("GAMEDAY_NODE_MODULES")


@pytest.mark.skipif(not NODE_MODULES, reason="npm is not installed")
@pytest.mark.parametrize("dialect", ["openai", "anthropic"])
def test_the_node_client(start_gateway, replay, openai_mock, anthropic_mock, dialect):
    well = openai_mock + "/v1" if dialect == "openai" else anthropic_mock

    def gateway(*urls, **more):
        providers = {f"p{place}": {"dialect": dialect, "base_url": url}
                     for place, url in enumerate(urls)}
        return start_gateway(providers, [f"p{place}/m{place}" for place in range(len(urls))], **more)

    cut = replay.url(dialect, "in-stream", "cut")
    addresses = {"good": gateway(well), "broken": gateway(cut),
                 "restarts": gateway(cut, well, on_break="restart"),
                 "dead": gateway(replay.url(dialect, "error", "rate-limit"))}
    script = pathlib.Path(__file__).with_name("gateway.cjs")
    ended = subprocess.run(["node", script, json.dumps(addresses)], capture_output=True, text=True,
                           timeout=120, env={**os.environ, "NODE_PATH": NODE_MODULES})
    assert ended.stdout == "as expected\n", ended.stderr
