"""The providers behind all contestants: good, busy, dead, silent, and the lifeboat that is asked next."""

import contextlib
import os
import socket

from peers.process import PEERS, Process, free_port, until_open
from peers.servers import CHAT

STREAM_EVENTS = 83  # of every stream: a role, 80 tokens, a finish reason, [DONE]
# A millisecond apart, each written by itself, the first one as soon as the mock can.
PACE = ["--first-token-p50", "1ms", "--first-token-p99", "1ms", "--tokens-p50", "80", "--tokens-p99", "80",
        "--tokens-per-second", "1000"]
ANSWER = ('{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":'
          '{"role":"assistant","content":"' + "word " * 260 + '"},"finish_reason":"stop"}],'
          '"usage":{"prompt_tokens":290,"completion_tokens":260,"total_tokens":550}}')
OVERLOADED = '{"error":{"message":"overloaded","type":"server_error","param":null,"code":null}}'


class Upstreams:
    """The ports. `web` and `lifeboat` (nginx) answer 1.5 KB, `busy` a 503, `dead` hangs up; `events` (our
    mock) streams, or answers; `silent` takes a question and says nothing."""

    def __init__(self, work, stack, gameday):
        self.web, self.lifeboat, self.busy, self.dead = free_port(), free_port(), free_port(), free_port()
        self.events = free_port()
        self._hits = os.path.join(work, "dead.log")
        for name, port, command in (("www", self.web, ["nginx", "-c", self._nginx(work)]),
                                    ("mock", self.events, [gameday, "mock", "--listen",
                                                           f"127.0.0.1:{self.events}", *PACE])):
            process = Process(work, name, PEERS, command)
            stack.callback(process.end)
            until_open(port, process.log)
        # The kernel shakes hands and takes the question; nobody ever reads it.
        mute = stack.enter_context(contextlib.closing(socket.create_server(("127.0.0.1", 0), backlog=512)))
        self.silent = mute.getsockname()[1]

    def behind(self, name):
        """The port of the lifeboat behind one of them: for streams one that streams."""
        return self.events if name in ("events", "silent") else self.lifeboat

    def dead_hits(self):
        """Questions that have reached `dead` so far."""
        with open(self._hits, "rb") as file:
            return file.read().count(b"\n")

    def _nginx(self, work):
        os.chmod(work, 0o755)
        served = ""
        for port, rule in ((self.web, f"default_type application/json; return 200 '{ANSWER}'"),
                           (self.lifeboat, f"default_type application/json; return 200 '{ANSWER}'"),
                           (self.busy, f"default_type application/json; return 503 '{OVERLOADED}'"),
                           (self.dead, f"access_log {self._hits}; return 444")):
            served += f"  server {{ listen 127.0.0.1:{port} backlog=4096; location = {CHAT} {{ {rule}; }} }}\n"
        path = os.path.join(work, "www.conf")
        with open(path, "w") as file:
            file.write(f"""daemon off; worker_processes 1; pid {work}/www.pid;
error_log stderr; events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_requests 100000000; keepalive_timeout 3600s;
  client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
  uwsgi_temp_path {work}; scgi_temp_path {work};
{served}}}
""")
        return path
