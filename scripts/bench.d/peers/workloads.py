"""What the contestants are put through. A run gives figures; one of them is compared."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Callable

from peers.process import PEERS, Absent
from peers.servers import CHAT, LARGE, SMALL

FIGURES = {"us": "us CPU a request", "us_event": "us CPU an event", "ms": "ms CPU a GB", "GB/s": "GB/s",
           "p99_ms": "ms, p99", "KB": "KB each"}
BESIDE = os.path.dirname(__file__)


@dataclass
class Workload:
    name: str
    title: str
    run: Callable  # (contestant, port, seconds) -> figures
    figure: str  # … that is compared, with a second one where there is something to see in it
    entrance: str  # of a contestant's ports; those that have it not are left out
    latency: int | None = None  # ms of a toxic; those that know none are left out
    once: bool = False
    second: str | None = None


@contextlib.contextmanager
def cpu_of(contestant):
    """What it used meanwhile, in nanoseconds, in a list of one."""
    used = [0]
    before = contestant.process.cpu_ns() if contestant.process else 0
    yield used
    if contestant.process:
        used[0] = contestant.process.cpu_ns() - before


def wrk(path, connections, close=False, script=None, headers=None, env=None):
    unit = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}

    def run(contestant, port, seconds):
        command = ["taskset", "-c", PEERS, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
        command += ["-H", "Connection: close"] if close else []
        command += ["-s", script] if script else []
        for name, value in (headers or {}).items():
            command += ["-H", f"{name}: {value}"]
        with cpu_of(contestant) as used:
            text = subprocess.run([*command, f"http://127.0.0.1:{port}{path}"], check=True,
                                  capture_output=True, text=True, env={**os.environ, **(env or {})}).stdout
        if "Non-2xx" in text:
            raise Absent(f"{contestant.name} did not serve {path}\n{text}")
        spread = {key: float(value) * unit[of] for key, value, of in
                  re.findall(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m)$", text, re.M)}
        requests = int(re.search(r"(\d+) requests in", text).group(1))
        return {"us": used[0] / 1000 / requests,
                "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
                "p50_ms": spread.get("50", float("nan")), "p99_ms": spread.get("99", float("nan"))}
    return run


def bulk(contestant, port, seconds):
    command = ["taskset", "-c", PEERS, "iperf3", "-c", "127.0.0.1", "-p", str(port), "-t", str(seconds), "-J"]
    for _ in range(20):  # its server takes one client at a time, and hears late that one has gone
        with cpu_of(contestant) as used:
            result = json.loads(subprocess.run(command, capture_output=True, text=True).stdout)
        if "sum_received" in result["end"]:
            received = result["end"]["sum_received"]
            figures = {"GB/s": received["bits_per_second"] / 8e9}
            return figures | ({"ms": used[0] * 1000 / received["bytes"]} if contestant.process else {})
        time.sleep(0.25)
    sys.exit(f"{contestant.name}: iperf3 says {result.get('error')}")


def idle(count):
    def run(contestant, port, _):
        if contestant.process is None:
            return {}
        before = contestant.process.rss()
        held = []
        try:
            for _ in range(count):
                held.append(socket.create_connection(("127.0.0.1", port), 10))
            time.sleep(1)
            return {"KB": (contestant.process.rss() - before) / 1024 / count}
        finally:
            for one in held:
                one.close()
            time.sleep(0.5)
    return run


def events(streams):
    script = os.path.join(BESIDE, "events.py")

    def run(contestant, port, seconds):
        command = ["taskset", "-c", PEERS, sys.executable, script, "ask", str(port), str(streams), str(seconds)]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if child.stdout.readline() != "ready\n":
            sys.exit(f"{contestant.name}: the streams did not begin")
        with cpu_of(contestant) as used:
            said, _ = child.communicate("go\n")
        if child.returncode:
            sys.exit(f"{contestant.name}: the streams did not last")
        found = json.loads(said)
        return {"us_event": used[0] / 1000 / found["events"], "rate": found["events"] / seconds, **found}
    return run


def all_of(idle_connections, streams):
    chat = wrk(CHAT, 64, script=os.path.join(BESIDE, "chat.lua"))
    return [
        Workload("small-1", "590 B, 1 connection", wrk(SMALL, 1), "us", "web"),
        Workload("small-32", "590 B, 32 connections", wrk(SMALL, 32), "us", "web"),
        Workload("small-64", "590 B, 64 connections", wrk(SMALL, 64), "us", "web"),
        Workload("small-256", "590 B, 256 connections", wrk(SMALL, 256), "us", "web"),
        Workload("64k", "64 KiB bodies, 32 connections", wrk(LARGE, 32), "us", "web"),
        Workload("new", "a new connection a request, 32 at a time", wrk(SMALL, 32, close=True), "us", "web"),
        Workload("bulk", "one stream", bulk, "ms", "bulk", second="GB/s"),
        Workload("bulk-0ms", "one stream, latency toxic of 0 ms", bulk, "ms", "bulk", latency=0,
                 second="GB/s"),
        Workload("late-50ms", "256 connections, latency toxic of 50 ms", wrk(SMALL, 256), "p99_ms", "web",
                 latency=50),
        Workload("idle", f"{idle_connections} idle connections", idle(idle_connections), "KB", "web", once=True),
        Workload("http-64", "HTTP mode: 590 B, 64 connections", wrk(SMALL, 64), "us", "http-web"),
        Workload("http-chat", "HTTP mode: chat of 1.5 KB both ways, 64 connections", chat, "us", "http-web"),
        Workload("http-armed", "HTTP mode: the same, with a fault that looks at each and hits none", chat, "us",
                 "armed-web"),
        Workload("events", f"{streams} streams of 20 events a second", events(streams), "us_event", "events",
                 second="p99_ms"),
        Workload("http-events", f"HTTP mode: {streams} streams of 20 events a second", events(streams),
                 "us_event", "http-events", second="p99_ms"),
    ]
