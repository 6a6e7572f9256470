"""The relays that are compared, each in front of the same upstreams."""

import json
import os
import shutil
import sys
import urllib.request

from peers.process import MEASURED, Process, free_port, until_open

BUILD = os.environ.get("GAMEDAY_BUILD") or sys.exit("run it as scripts/bench proxy")
STREAM_MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so"
# Its model is asked of nobody, so that every request is looked at and none is hit.
NEVER = {"type": "rate-limited", "match": {"model": "nobody-asks-for-it"}}


def api(port, method, path, body=None):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method,
                                     data=json.dumps(body).encode() if body is not None else None)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or b"null")


class Contestant:
    """`ports`: in front of each upstream by its name, as bytes; `http-NAME`: as HTTP; `armed-web`:
    as HTTP with a fault that must look at each request."""

    def __init__(self, name, process, ports, control=None):
        self.name, self.process, self.ports, self.control = name, process, ports, control

    def toxic(self, latency):
        """A latency toxic on what comes back; None takes it away."""
        for proxy in ("web", "bulk"):
            if latency is None:
                api(self.control, "DELETE", f"/proxies/{proxy}/toxics/late")
            else:
                api(self.control, "POST", f"/proxies/{proxy}/toxics",
                    {"name": "late", "type": "latency", "attributes": {"latency": latency}})


def direct(_, upstreams):
    ports = upstreams.by_name()
    return Contestant("direct", None, ports | {f"http-{name}": port for name, port in ports.items()})


def controlled(work, name, command, proxies, env=None):
    control = free_port()
    process = Process(work, name, MEASURED, [*command, "-port", str(control)], env)
    until_open(control, process.log)
    ports = {}
    for proxy, upstream, more in proxies:
        made = api(control, "POST", "/proxies", {"name": proxy, "listen": "127.0.0.1:0",
                                                 "upstream": f"127.0.0.1:{upstream}", **more})
        ports[proxy] = int(made["listen"].rsplit(":", 1)[1])
    return Contestant(name, process, ports, control)


def gameday(work, upstreams):
    spoken = {"protocol": "http"}
    proxies = [(name, port, {}) for name, port in upstreams.by_name().items()]
    proxies += [("http-web", upstreams.web, spoken), ("http-events", upstreams.events, spoken),
                ("armed-web", upstreams.web, spoken | {"faults": [NEVER]})]
    return controlled(work, "gameday", [f"{BUILD}/gameday", "proxy"], proxies)


def haproxy(work, upstreams):
    if not shutil.which("haproxy"):
        return None
    ports, listens = {}, ""
    for mode, prefix in (("tcp", ""), ("http", "http-")):
        for name, upstream in upstreams.by_name().items():
            ports[prefix + name] = port = free_port()
            # Without it streams are held back to fill packets: 8 ms at the median.
            no_delay = "  option http-no-delay\n" if mode == "http" else ""
            listens += (f"listen {prefix}{name}\n  mode {mode}\n{no_delay}  bind 127.0.0.1:{port}\n"
                        f"  server s 127.0.0.1:{upstream}\n")
    ports["armed-web"] = ports["http-web"]
    path = os.path.join(work, "haproxy.cfg")
    with open(path, "w") as file:
        file.write("global\n  nbthread 1\n  maxconn 9000\ndefaults\n  maxconn 9000\n"
                   "  timeout connect 5s\n  timeout client 600s\n  timeout server 600s\n" + listens)
    return Contestant("HAProxy", Process(work, "haproxy", MEASURED, ["haproxy", "-db", "-f", path]), ports)


def nginx(work, upstreams):
    if not os.path.exists(STREAM_MODULE):
        return None
    ports, servers = {}, ""
    for name, upstream in upstreams.by_name().items():
        ports[name] = free_port()
        servers += f"server {{ listen 127.0.0.1:{ports[name]} backlog=4096; proxy_pass 127.0.0.1:{upstream}; }}\n"
    path = os.path.join(work, "stream.conf")
    with open(path, "w") as file:
        file.write(f"load_module {STREAM_MODULE}; daemon off; worker_processes 1; \n"
                   f"pid {work}/stream.pid; error_log stderr; events {{ worker_connections 19000; }}\n"
                   f"stream {{ proxy_timeout 600s;\n{servers}}}\n")
    return Contestant("nginx", Process(work, "stream", MEASURED, ["nginx", "-c", path]), ports)


def toxiproxy(work, upstreams):
    """GAMEDAY_TOXIPROXY, or toxiproxy-server in PATH."""
    server = os.environ.get("GAMEDAY_TOXIPROXY") or shutil.which("toxiproxy-server")
    if not server:
        return None
    proxies = [(name, port, {}) for name, port in upstreams.by_name().items()]
    return controlled(work, "Toxiproxy", [server], proxies, {"GOMAXPROCS": "1", "LOG_LEVEL": "error"})


def all_of(work, upstreams, stack):
    """Those that are installed; what is not is said."""
    there = []
    for name, make in (("direct", direct), ("gameday", gameday), ("HAProxy", haproxy),
                       ("nginx", nginx), ("Toxiproxy", toxiproxy)):
        contestant = make(work, upstreams)
        if contestant is None:
            print(f"{name} is not installed and left out", file=sys.stderr)
            continue
        there.append(contestant)
        if contestant.process:
            stack.callback(contestant.process.end)
            until_open(contestant.ports["web"], contestant.process.log)
    return there
