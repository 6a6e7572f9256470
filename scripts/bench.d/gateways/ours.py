"""`gameday gateway`, with everything on that is on by itself; one a chain, because a config is one chain."""

import json
import os

from gateways.door import MODEL, Contestant, Door
from peers.process import MEASURED, Process, free_port

BESIDE = {  # … the chain
    "web": {},
    "events": {},
    # Its breaker would spare it the failed try after ten of them, and that is what is measured.
    "busy": {"retry": {"max": 0}, "breaker": False},
    "dead": {},
    "silent": {},
}


def config(primary, lifeboat):
    def provider(port):
        return {"dialect": "openai", "base_url": f"http://127.0.0.1:{port}/v1", "keys": ["env.BENCH_KEY"]}
    return {"providers": {"openai": provider(primary), "lifeboat": provider(lifeboat)},
            "fallbacks": [f"openai/{MODEL}", f"lifeboat/{MODEL}"]}


def gameday(program, chains):
    def make(work, upstreams):
        doors = {}
        for name, more in BESIDE.items():
            if name not in chains:
                continue
            path = os.path.join(work, f"{name}.json")
            with open(path, "w") as file:
                json.dump(config(getattr(upstreams, name), upstreams.behind(name)) | more, file)
            port = free_port()
            process = Process(work, f"gameday-{name}", MEASURED,
                              [program, "gateway", "--config", path, "--listen", f"127.0.0.1:{port}"],
                              {"BENCH_KEY": "sk-bench"})
            doors[name] = Door("gameday", process, port)
        return Contestant("gameday", doors)
    return make
