"""Programs that are measured, and those that only help: each pinned to a core."""

import contextlib
import os
import socket
import subprocess
import time

MEASURED, PEERS = "0", "1" if (os.cpu_count() or 1) > 1 else "0"


class Absent(SystemExit):
    """Somebody does not do what it must, in words; ends a benchmark that cannot go on without."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_open(port, log="", seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    said = open(log).read() if log else ""
    raise Absent(f"nothing listens on port {port}\n{said}")


class Process:
    """A program on one core; its CPU time and memory, with those of its children."""

    def __init__(self, work, name, cpu, command, env=None):
        self.log = os.path.join(work, name + ".log")
        log = open(self.log, "wb")
        self.child = subprocess.Popen(["taskset", "-c", cpu, *command], stdout=log, stderr=log,
                                      stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})

    def pids(self):
        pid = self.child.pid
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [pid, *map(int, file.read().split())]

    def cpu_ns(self):
        total = 0
        for pid in self.pids():
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/schedstat") as file:
                    total += int(file.read().split()[0])
        return total

    def rss(self):
        total = 0
        for pid in self.pids():
            with open(f"/proc/{pid}/statm") as file:
                total += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        return total

    def end(self):
        self.child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(10)
