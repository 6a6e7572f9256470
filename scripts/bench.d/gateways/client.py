"""Our own client (tests/bench/gateway/ask.cpp): open loops, streams, answers that are all checked."""

import json
import subprocess
import sys

from peers.process import PEERS, Absent

FLAGS = ("seconds", "connections", "rate", "requests", "timeout", "status")


class Client:
    def __init__(self, program):
        self.program = program

    def try_to_ask(self, door, stream=False, **how):
        """What it has found; `failed` and `why` say what was not answered."""
        command = ["taskset", "-c", PEERS, self.program, "--port", str(door.port), "--model", door.model]
        command += ["--stream"] if stream else []
        for name, value in door.headers.items():
            command += ["--header", f"{name}:{value}"]
        for name, value in how.items():
            assert name in FLAGS, name
            command += [f"--{name}", str(value)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: {done.stderr or done.returncode}")
        return json.loads(done.stdout)

    def ask(self, door, stream=False, **how):
        """The same, of somebody who must answer."""
        found = self.try_to_ask(door, stream, **how)
        if found["failed"] or not found["requests"]:
            raise Absent(f"{door.name}: {found['failed']} not answered, the first: {found.get('why')}")
        return found
