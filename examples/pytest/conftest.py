"""A fault proxy for a test session: one server, and for each test a proxy of its own."""

import contextlib
import json
import os
import re
import subprocess
import urllib.request

import pytest


class FaultProxy:
    """One proxy of a running `gameday proxy`: where to connect, and what shall go wrong."""

    def __init__(self, api, name, upstream):
        self.api, self.name = api, name
        made = self.call("POST", "/proxies", {"name": name, "listen": "127.0.0.1:0", "upstream": upstream})
        host, port = made["listen"].rsplit(":", 1)
        self.address = host, int(port)

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.api + path, data, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    @contextlib.contextmanager
    def toxic(self, type, stream="downstream", toxicity=1.0, **attributes):
        """`with proxy.toxic("latency", latency=200): ...`"""
        toxics = f"/proxies/{self.name}/toxics"
        made = self.call("POST", toxics, {"type": type, "stream": stream, "toxicity": toxicity,
                                          "attributes": attributes})
        try:
            yield
        finally:
            self.call("DELETE", f"{toxics}/{made['name']}")

    @contextlib.contextmanager
    def down(self):
        self.call("PATCH", f"/proxies/{self.name}", {"enabled": False})
        try:
            yield
        finally:
            self.call("PATCH", f"/proxies/{self.name}", {"enabled": True})


@pytest.fixture(scope="session")
def fault_api():
    program = os.environ.get("GAMEDAY", "gameday")
    server = subprocess.Popen([program, "proxy", "--port", "0"], stderr=subprocess.PIPE, text=True)
    try:
        said = server.stderr.readline()  # control API on http://127.0.0.1:40123 with 0 proxies ...
        yield re.search(r"http://[\d.]+:\d+", said)[0]
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def fault_proxy(fault_api, request):
    """`fault_proxy(upstream)`: a proxy in front of it, gone after the test."""
    made = []

    def make(upstream):
        made.append(FaultProxy(fault_api, f"{request.node.name}-{len(made)}", upstream))
        return made[-1]

    yield make
    for proxy in made:
        proxy.call("DELETE", f"/proxies/{proxy.name}")
