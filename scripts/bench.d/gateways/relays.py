"""What passes requests on without knowing what they are: nothing at all, HAProxy, nginx."""

import os
import shutil

from gateways.door import Contestant, Door
from peers.process import MEASURED, Process, free_port


def direct(_, upstreams):
    """`lifeboat`, too: what comes after a failure, asked alone."""
    names = ("web", "events", "busy", "lifeboat")
    return Contestant("direct", {name: Door("direct", None, getattr(upstreams, name)) for name in names})


def ways(upstreams):
    """The entrances of a relay: their ports and where they lead."""
    return {name: (free_port(), getattr(upstreams, name)) for name in ("web", "events")}


def contestant(name, process, listens):
    return Contestant(name, {to: Door(name, process, port) for to, (port, _) in listens.items()})


def haproxy(work, upstreams):
    if not shutil.which("haproxy"):
        return "apt-get install haproxy"
    listens, text = ways(upstreams), ""
    for name, (port, upstream) in listens.items():
        # Without no-delay streams are held back to fill packets: 8 ms at the median.
        text += (f"listen {name}\n  mode http\n  http-reuse always\n  option http-no-delay\n"
                 f"  bind 127.0.0.1:{port}\n  server s 127.0.0.1:{upstream}\n")
    path = os.path.join(work, "haproxy.cfg")
    with open(path, "w") as file:
        file.write("global\n  nbthread 1\ndefaults\n  timeout connect 5s\n  timeout client 60s\n"
                   "  timeout server 60s\n" + text)
    return contestant("HAProxy", Process(work, "haproxy", MEASURED, ["haproxy", "-db", "-f", path]), listens)


def nginx(work, upstreams):
    listens, text = ways(upstreams), ""
    for name, (port, upstream) in listens.items():
        text += (f"  upstream {name} {{ server 127.0.0.1:{upstream}; keepalive 64; keepalive_requests 100000000; }}\n"
                 f"  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://{name}; proxy_buffering off;\n"
                 "    proxy_http_version 1.1; proxy_set_header Connection \"\"; } }\n")
    path = os.path.join(work, "relay.conf")
    with open(path, "w") as file:
        file.write(f"""daemon off; worker_processes 1; pid {work}/relay.pid;
error_log stderr; events {{ worker_connections 4096; }}
http {{ access_log off; keepalive_requests 100000000;
  client_body_temp_path {work}; proxy_temp_path {work}; fastcgi_temp_path {work};
  uwsgi_temp_path {work}; scgi_temp_path {work};
{text}}}
""")
    return contestant("nginx", Process(work, "relay", MEASURED, ["nginx", "-c", path]), listens)
