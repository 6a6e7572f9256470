"""What the official clients make of each fault of the catalogue, as a table in Markdown.

Each cell is one call through a `gameday proxy` of its own in front of a mock: how it ended, how many
requests reached the proxy, how long it took, how many letters of text came. Run by
scripts/what-your-sdk-sees; the clients are as they come, but for a timeout of two seconds."""

import concurrent.futures
import importlib.metadata
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

import anthropic
import openai

GAMEDAY = os.environ["GAMEDAY_BINARY"]
NODE_MODULES = os.environ.get("GAMEDAY_NODE_MODULES")
TIMEOUT = 2.0
AT_ONCE = 8
LONGEST = 30  # of one call, in seconds: three tries, each with its wait, take less
MODES = ("unary", "streamed")
SKIPPED = {
    "client-gone": "of clients, not of a provider",
    "tls-failure": "needs a listener with a certificate: see `tls` in docs/http-proxies.md",
    "dns-failure": "needs the client's resolver",
}


class Server:
    """One gameday process, and where it listens."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([GAMEDAY, *arguments], stdin=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            if found := re.search(r" on (http://[\d.]+:\d+)", line):
                self.address = found[1]
                return
        raise RuntimeError(f"{arguments} did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


def call_api(api, method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(api + path, data=data, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def wish(fault):
    """What a request must have for the fault to find something."""
    content = "Say something." + ("." * 300_000 if fault == "too-large" else "")
    wanted = {"messages": [{"role": "user", "content": content}]}
    return {**wanted, "temperature": 0.5} if fault == "params-refused" else wanted


def of_openai(base, mode, fault):
    client = openai.OpenAI(base_url=base + "/v1", api_key="sk-test", timeout=TIMEOUT)
    wanted = {"model": "gpt-4o", **wish(fault)}
    if mode == "unary":
        answer = client.chat.completions.create(**wanted)
        yield answer.choices[0].message.content or ""
        return
    for chunk in client.chat.completions.create(**wanted, stream=True):
        if chunk.choices:
            yield chunk.choices[0].delta.content or ""


def of_anthropic(base, mode, fault):
    client = anthropic.Anthropic(base_url=base, api_key="sk-test", timeout=TIMEOUT)
    wanted = {"model": "claude-sonnet-4", "max_tokens": 1000, **wish(fault)}
    if mode == "unary":
        yield client.messages.create(**wanted).content[0].text
        return
    with client.messages.stream(**wanted) as stream:
        yield from stream.text_stream


def python_call(words, base, mode, fault):
    """How it ended, and the text that came."""
    text = ""
    try:
        for piece in words(base, mode, fault):
            text += piece
    except Exception as error:  # whatever a caller would see
        return type(error).__name__, text
    return "ok", text


def node_call(client, base, mode, fault):
    try:
        ended = subprocess.run(
            ["node", pathlib.Path(__file__).with_name("sees.cjs"), client, base, mode,
             str(int(TIMEOUT * 1000))],
            input=json.dumps(wish(fault)), capture_output=True, text=True, timeout=LONGEST,
            env={**os.environ, "NODE_PATH": NODE_MODULES})
    except subprocess.TimeoutExpired:
        return "still waiting", ""
    try:
        told = json.loads(ended.stdout)
    except ValueError:
        return "the process died", ""
    return told["ended"], told["text"]


CLIENTS = {
    "openai (Python)": ("openai", lambda *call: python_call(of_openai, *call)),
    "anthropic (Python)": ("anthropic", lambda *call: python_call(of_anthropic, *call)),
}
if NODE_MODULES:
    CLIENTS["openai (Node)"] = ("openai", lambda *call: node_call("openai", *call))
    CLIENTS["anthropic (Node)"] = ("anthropic", lambda *call: node_call("anthropic", *call))


def version_of(client):
    package = client.split()[0]
    if "Python" in client:
        return importlib.metadata.version(package)
    name = "@anthropic-ai/sdk" if package == "anthropic" else package
    return json.loads((pathlib.Path(NODE_MODULES) / name / "package.json").read_text())["version"]


def play(api, upstream, fault, call, mode):
    """One call through a proxy of its own, with that fault on every request."""
    name = f"{fault or 'well'}-{time.monotonic_ns()}"
    proxy = call_api(api, "POST", "/proxies",
                     {"name": name, "listen": "127.0.0.1:0", "upstream": upstream,
                      "protocol": "http"})
    counts = {"seen": 0, "matched": 0, "injected": 0, "bypassed": {}}
    try:
        if fault:
            call_api(api, "POST", f"/proxies/{name}/faults", {"type": fault})
        began = time.monotonic()
        ended, text = call(f"http://{proxy['listen']}", mode, fault)
        seconds = time.monotonic() - began
        if fault:
            counts = call_api(api, "GET", f"/proxies/{name}/faults")[0]["counts"]
    finally:
        call_api(api, "DELETE", f"/proxies/{name}")
    why_not = ", ".join(counts["bypassed"]) if not counts["injected"] else ""
    if counts["seen"] and not counts["matched"]:
        why_not = "not chosen"
    return {"ended": ended, "seen": counts["seen"], "seconds": seconds, "text": len(text),
            "why_not": why_not, "fault": fault}


def cell(result):
    if "refused" in result:
        return result["refused"]
    if result["why_not"]:
        return f"– ({result['why_not']})"
    tries = f"{result['seen']} ×, " if result["fault"] else ""
    words = f"{result['ended']}, {tries}{result['seconds']:.1f} s"
    return words + (f", {result['text']:,}" if result["text"] or result["ended"] == "ok" else "")


def table(client, faults, results):
    lines = [f"## {client} {version_of(client)}", "",
             "| | fault | unary | streamed |", "| --- | --- | --- | --- |"]
    for fault in [{"id": "", "slug": None}, *faults]:
        cells = [cell(results[client, fault["slug"], mode]) for mode in MODES]
        lines.append(f"| {fault['id']} | {fault['slug'] or 'none'} | {cells[0]} | {cells[1]} |")
    return lines


def main(out):
    faults = json.loads(subprocess.run([GAMEDAY, "faults", "--json"], capture_output=True,
                                       check=True, text=True).stdout)
    faults = [f for f in faults if f["id"] and f["available"] and f["slug"] not in SKIPPED]
    quick = ["--first-token-p50", "5ms", "--first-token-p99", "20ms", "--tokens-per-second", "400/s",
             "--tokens-p50", "60", "--tokens-p99", "60"]
    servers = [Server("proxy", "-port", "0"),
               Server("mock", *quick, "--listen", "127.0.0.1:0"),
               Server("mock", "--dialect", "anthropic", *quick, "--listen", "127.0.0.1:0")]
    api, mocks = servers[0].address, {
        "openai": servers[1].address.removeprefix("http://"),
        "anthropic": servers[2].address.removeprefix("http://")}
    results = {}
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        asked = {}
        for client, (dialect, call) in CLIENTS.items():
            for mode in MODES:
                for slug in [None, *(fault["slug"] for fault in faults)]:
                    key = client, slug, mode
                    asked[pool.submit(play, api, mocks[dialect], slug, call, mode)] = key
        for done, future in enumerate(concurrent.futures.as_completed(asked), 1):
            try:
                results[asked[future]] = future.result()
            except urllib.error.HTTPError as error:
                results[asked[future]] = {"refused": json.loads(error.read())["error"], "text": 0}
            print(f"\r{done} of {len(asked)} calls", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for server in servers:
        server.stop()
    lines = ["# What your SDK sees", "",
             "What the official clients make of each fault of the catalogue "
             "([faults.md](faults.md)) when every request meets it: the class of the exception, or "
             "`ok`; how many requests were made; how long it took; how many letters of text came, "
             "where a whole answer has some 250 to 310. – is a fault that such a request does not "
             "meet, with the reason. The clients are as they come, with two retries, but for a "
             "timeout of two seconds.", "", "Written by `scripts/what-your-sdk-sees`.", ""]
    for client in CLIENTS:
        lines += table(client, faults, results) + [""]
    lines += ["Not here: " + "; ".join(f"{slug} ({why})" for slug, why in SKIPPED.items()) + ".",
              ""]
    pathlib.Path(out).write_text("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])
