"""Toxiproxy's clients against `gameday proxy`: they must not notice that it is another server."""

import os
import pathlib
import re
import subprocess

import pytest

NODE_MODULES = os.environ.get("GAMEDAY_NODE_MODULES")


@pytest.fixture
def api():
    server = subprocess.Popen([os.environ["GAMEDAY_BINARY"], "proxy", "-port", "0"],
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    yield re.search(r"http://[\d.]+:\d+", server.stderr.readline())[0]
    server.terminate()
    server.wait(10)


@pytest.mark.skipif(not NODE_MODULES, reason="npm is not installed")
def test_every_call_of_the_node_client(api):
    script = pathlib.Path(__file__).with_name("toxiproxy.cjs")
    ended = subprocess.run(["node", script, api], capture_output=True, text=True, timeout=60,
                           env={**os.environ, "NODE_PATH": NODE_MODULES})
    assert ended.stdout == "every call\n", ended.stderr
