"""What stands behind all contestants: a web server, a stream of events, a sink of bytes."""

import os
import sys

from peers.process import PEERS, Process, free_port, until_open

SMALL, LARGE, CHAT = "/small", "/large", "/v1/chat/completions"


class Upstreams:
    """The ports: `web` (nginx), `bulk` (iperf3), `events` (events.py)."""

    def __init__(self, work, stack):
        self.web, self.bulk, self.events = free_port(), free_port(), free_port()
        for name, port, command in (("www", self.web, self._nginx(work)),
                                    ("iperf3", self.bulk, ["iperf3", "-s", "-p", str(self.bulk)]),
                                    ("events", self.events, self._events())):
            process = Process(work, name, PEERS, command)
            stack.callback(process.end)
            if name != "iperf3":  # which takes one client at a time
                until_open(port, process.log)

    def by_name(self):
        return {"web": self.web, "bulk": self.bulk, "events": self.events}

    def _events(self):
        script = os.path.join(os.path.dirname(__file__), "events.py")
        return [sys.executable, script, "serve", str(self.events)]

    def _nginx(self, work):
        folder = os.path.join(work, "www")
        os.makedirs(folder)
        os.chmod(work, 0o755)
        for name, size in (("small", 512), ("large", 65536)):
            with open(os.path.join(folder, name), "w") as file:
                file.write("x" * size)
        answer = '{"id":"chatcmpl-1","object":"chat.completion","choices":[{"index":0,"message":' \
                 '{"role":"assistant","content":"' + "word " * 270 + '"},"finish_reason":"stop"}]}'
        path = os.path.join(work, "www.conf")
        with open(path, "w") as file:
            file.write(f"""daemon off; worker_processes 1; pid {work}/www.pid;
error_log stderr; events {{ worker_connections 19000; }}
http {{ access_log off; keepalive_requests 100000000; keepalive_timeout 3600s;
  client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
  uwsgi_temp_path {work}; scgi_temp_path {work};
  server {{ listen 127.0.0.1:{self.web} backlog=4096; root {folder};
    location = {CHAT} {{ default_type application/json; return 200 '{answer}'; }} }} }}
""")
        return ["nginx", "-c", path]
