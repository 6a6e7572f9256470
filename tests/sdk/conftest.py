"""Starts what the tests talk to: mocks, gateways, recorded answers. Each on a port of its own, and
each is ended by the process object that started it."""

import json
import os
import pathlib
import re
import subprocess
import threading

import pytest
from replay import Replay

GAMEDAY = os.environ["GAMEDAY_BINARY"]
ANSWERS = os.environ["GAMEDAY_ANSWERS"]
QUICK = ["--first-token-p50", "5ms", "--first-token-p99", "20ms", "--tokens-per-second", "2000/s"]


class Running:
    """One gameday process; `address` is what it says it listens on."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [GAMEDAY, *arguments, "--listen", "127.0.0.1:0"],
            stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "SDK_UPSTREAM_KEY": "sk-upstream"})
        said = []
        for line in self.process.stderr:
            said.append(line)
            if found := re.search(r" on (http://[\d.]+:\d+)", line):
                self.address = found[1]
                break
        else:
            raise RuntimeError(f"{arguments} did not start: {''.join(said)}")
        # What it says later must not fill the pipe.
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


@pytest.fixture(scope="session")
def replay():
    server = Replay(ANSWERS)
    yield server
    server.close()


@pytest.fixture(scope="session")
def openai_mock():
    mock = Running("mock", *QUICK)
    yield mock.address
    mock.stop()


@pytest.fixture(scope="session")
def anthropic_mock():
    mock = Running("mock", "--dialect", "anthropic", *QUICK)
    yield mock.address
    mock.stop()


@pytest.fixture(scope="session")
def start_gateway(tmp_path_factory):
    """start_gateway(providers, fallbacks, ...) -> address; keys of the config besides."""
    started = []

    def start(providers, fallbacks, **more):
        config = tmp_path_factory.mktemp("gateway") / "gateway.json"
        for provider in providers.values():
            provider.setdefault("keys", [{"name": "a", "value": "env.SDK_UPSTREAM_KEY"}])
        pathlib.Path(config).write_text(json.dumps(
            {"retry": {"max": 0}, "providers": providers, "fallbacks": fallbacks, **more}))
        started.append(Running("gateway", "--config", str(config)))
        return started[-1].address

    yield start
    for gateway in started:
        gateway.stop()
