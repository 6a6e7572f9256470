"""Our own programs under a soak: started, asked, looked at, and ended whatever happens."""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request

BINARY = os.path.join(os.environ.get("GAMEDAY_BUILD") or sys.exit("run it as scripts/bench NAME"), "gameday")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    """`stack` ends it, at the latest."""

    def __init__(self, stack, *arguments, env=None):
        self.process = subprocess.Popen([BINARY, *arguments], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                        text=True, env=env)
        stack.callback(self.end)
        self.pid = self.process.pid
        for line in self.process.stderr:
            if found := re.search(r" on http://([\d.]+:\d+)", line):
                self.address = found[1]
                # A pipe that nobody empties would hold it up.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return
        sys.exit(f"{arguments} did not start")

    def stop(self):
        """As a user would; its exit code."""
        self.process.terminate()
        return self.process.wait(20)

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
                return
            self.process.kill()
            self.process.wait()

    def memory(self):
        with open(f"/proc/{self.pid}/statm") as file:
            return int(file.read().split()[1]) * PAGE

    def descriptors(self):
        """What each of them is."""
        folder = f"/proc/{self.pid}/fd"
        return {number: os.readlink(os.path.join(folder, number)) for number in os.listdir(folder)}


def mock(stack, dialect="openai"):
    """Quick, with a little spread."""
    return Server(stack, "mock", "--dialect", dialect, "--listen", "127.0.0.1:0", "--first-token-p50", "2ms",
                  "--first-token-p99", "10ms", "--tokens-per-second", "5000/s")


def ask(api, method, path, body=None):
    """The answer; None when it is refused, which random changes often are."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://{api}{path}", data=data, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        error.close()
        return None
    return json.loads(text) if text else {}
