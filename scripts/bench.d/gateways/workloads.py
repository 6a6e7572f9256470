"""What the contestants are put through. A run gives figures by name; `figures` are shown, in that order."""

import os
import time
from dataclasses import dataclass
from typing import Callable

from gateways.memory import most_of
from peers import workloads as proxy
from peers.servers import CHAT

MANY, STREAMS = 32, 8
CALIBRATION = 1  # seconds
SCRIPT = os.path.join(os.path.dirname(proxy.__file__), "chat.lua")


@dataclass
class Workload:
    name: str
    title: str
    entrance: str
    run: Callable  # (door, seconds) -> figures
    figures: tuple[str, ...]
    relays: bool = True  # who passes on what it does not understand takes part
    once: bool = False


def cpu_time(us):
    """Of one request or stream, both ways round."""
    return {"us": us, "per_cpu_second": 1e6 / us}


class Runs:
    """Those that need our client or a provider's port; a `door` leads to the contestant."""

    def __init__(self, client, direct, upstreams):
        self.client, self.direct, self.upstreams = client, direct, upstreams
        self.half = {}  # of the load that each contestant can take at most, requests a second

    def unary(self, connections):
        def run(door, seconds):
            load = proxy.wrk(CHAT, connections, script=SCRIPT, headers=door.headers, env={"WRK_MODEL": door.model})
            with most_of(door.process) as rss:
                found = load(door, door.port, seconds)
            figures = {"rate": found["rate"], "p50_us": found["p50_ms"] * 1e3, "p99_us": found["p99_ms"] * 1e3}
            if door.process:
                figures |= cpu_time(found["us"]) | {"rss_mb": rss[0]}
            return figures
        return run

    def half_load(self, door, seconds):
        """Open loop, beside the provider alone at the same rate; nothing to compare for the provider itself."""
        if door.process is None:
            return {}
        if door.name not in self.half:
            most = self.client.ask(door, connections=MANY, seconds=CALIBRATION)
            self.half[door.name] = most["requests"] / most["seconds"] / 2
        how = {"connections": MANY, "seconds": seconds, "rate": round(self.half[door.name], 3)}
        alone = self.client.ask(self.direct["web"], **how)
        with proxy.cpu_of(door) as used:
            found = self.client.ask(door, **how)
        return {"rate": how["rate"], "cpu_share": used[0] / 1e9 / found["seconds"],
                "added_p50_us": found["p50_us"] - alone["p50_us"],
                "added_p99_us": found["p99_us"] - alone["p99_us"],
                "p50_us": found["p50_us"], "p99_us": found["p99_us"]}

    def streams(self, door, seconds):
        how = {"stream": True, "connections": STREAMS, "seconds": seconds}
        with proxy.cpu_of(door) as used, most_of(door.process) as rss:
            found = self.client.ask(door, **how)
        figures = {"ttft_p50_us": found["ttft_p50_us"], "rate": found["requests"] / found["seconds"],
                   "p50_us": found["p50_us"]}
        if door.process:
            alone = self.client.ask(self.direct["events"], **how)
            figures |= cpu_time(used[0] / 1000 / found["requests"]) | {"rss_mb": rss[0]}
            figures["added_ttft_us"] = found["ttft_p50_us"] - alone["ttft_p50_us"]
        return figures

    def failover(self, door, seconds):
        """What it takes longer than to ask both providers, one after the other."""
        if door.process is None:
            return {}
        how = {"seconds": seconds}
        busy = self.client.ask(self.direct["busy"], status=503, **how)
        lifeboat = self.client.ask(self.direct["lifeboat"], **how)
        found = self.client.ask(door, **how)
        return {"added_ms": (found["p50_us"] - busy["p50_us"] - lifeboat["p50_us"]) / 1e3,
                "p50_us": found["p50_us"]}

    def dead(self, door, _):
        """One after the other, as fast as they are answered."""
        before = self.upstreams.dead_hits()
        began = time.monotonic()
        found = self.client.try_to_ask(door, requests=100, seconds=120)
        return {"hits": self.upstreams.dead_hits() - before, "unanswered": found["failed"],
                "seconds": time.monotonic() - began}

    def silent(self, door, _):
        """One stream, 60 s at most."""
        found = self.client.try_to_ask(door, stream=True, requests=1, timeout=60)
        return {"first_content_s": found["ttft_p50_us"] / 1e6 if found["requests"] else 60.0}


def all_of(runs):
    return [
        Workload("chat-1", "unary, 1.5 KB both ways, 1 connection", "web", runs.unary(1),
                 ("us", "p50_us")),
        Workload("chat-32", f"unary, 1.5 KB both ways, {MANY} connections", "web", runs.unary(MANY),
                 ("us",)),
        Workload("half-load", "unary, open loop at half of what it can take: longer than the provider alone", "web",
                 runs.half_load, ("added_p50_us", "added_p99_us", "rate", "cpu_share")),
        Workload("streams", f"streams of 83 events a millisecond apart, {STREAMS} at a time", "events",
                 runs.streams, ("us", "added_ttft_us")),
        Workload("failover", "the primary answers 503 at once, no retries: longer than both tries alone", "busy",
                 runs.failover, ("added_ms",), relays=False),
        Workload("dead", "the primary hangs up, 100 requests, all defaults: how many reach it", "dead", runs.dead,
                 ("hits", "unanswered"), relays=False, once=True),
        Workload("silent", "the primary is silent, a stream, all defaults: seconds to the first content", "silent",
                 runs.silent, ("first_content_s",), relays=False, once=True),
    ]


CHAINS = ("web", "events", "busy", "dead", "silent")
