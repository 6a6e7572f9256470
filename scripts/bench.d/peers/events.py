"""Streams of server-sent events: `serve PORT` sends them, `ask PORT STREAMS SECONDS` reads many at once.

Every stream has 20 events a second, each with the time at which it was sent (the monotonic clock,
which both ends share). `ask` prints, as JSON, how many came and how late."""

import contextlib
import json
import resource
import selectors
import socket
import sys
import time

RATE = 20
TICK = 0.001
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
ASKED = (b"GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")


def chunk():
    event = b'data: {"sent":%d,"choices":[{"index":0,"delta":{"content":" and so on"}}]}\n\n' % time.monotonic_ns()
    return b"%x\r\n%s\r\n" % (len(event), event)


def serve(port):
    """Streams take turns: a thousandth of a second has its share of them."""
    listener = socket.create_server(("127.0.0.1", port), backlog=4096)
    listener.setblocking(False)
    watch = selectors.EpollSelector()
    watch.register(listener, selectors.EVENT_READ)
    slots = [[] for _ in range(round(1 / RATE / TICK))]
    turn, due = 0, time.monotonic()
    while True:
        for key, _ in watch.select(max(0, due - time.monotonic())):
            if key.fileobj is listener:
                stream, _ = listener.accept()
                stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                watch.register(stream, selectors.EVENT_READ)
                continue
            stream, asked = key.fileobj, b""
            with contextlib.suppress(ConnectionError):
                asked = stream.recv(4096)
            if asked.endswith(b"\r\n\r\n"):
                stream.sendall(HEAD)
                min(slots, key=len).append(stream)
            elif not asked:
                watch.unregister(stream)
                stream.close()
        if time.monotonic() < due:
            continue
        alive = []
        for stream in slots[turn]:
            try:
                stream.sendall(chunk())
                alive.append(stream)
            except OSError:
                pass  # gone; its last read says so too
        slots[turn] = alive
        turn, due = (turn + 1) % len(slots), due + TICK


def ask(port, count, seconds):
    watch = selectors.EpollSelector()
    for number in range(count):
        stream = socket.create_connection(("127.0.0.1", port), 10)
        stream.sendall(ASKED)
        watch.register(stream, selectors.EVENT_READ)
        if number % 50 == 0:
            time.sleep(0.01)
    late, end = [], time.monotonic() + 0.5  # until all streams flow
    events, counting, last = 0, False, None
    print("ready", flush=True)
    while True:
        if time.monotonic() > end:
            if counting:
                break
            sys.stdin.readline()  # whoever asked has read the clocks
            counting, end = True, time.monotonic() + seconds
        for key, _ in watch.select(0.01):
            data = key.fileobj.recv(65536)
            if not data:
                sys.exit("a stream has ended")
            if not counting:
                continue
            events += data.count(b'"sent":')
            at = data.rfind(b'"sent":')
            if at >= 0 and b"," in data[at:]:
                late.append(time.monotonic_ns() - int(data[at + 7:data.index(b",", at)]))
    late.sort()
    share = lambda part: late[int(part * (len(late) - 1))] / 1e6
    print(json.dumps({"events": events, "p50_ms": share(0.5), "p99_ms": share(0.99)}))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    arguments = [int(word) for word in sys.argv[2:]]
    {"serve": serve, "ask": ask}[sys.argv[1]](*arguments)
