"""Gateways that others have written, each with the fallback that it can be told about."""

import json
import os

from gateways import installed
from gateways.door import MODEL, Contestant, Door
from peers.process import MEASURED, Process, free_port

NOT_INSTALLED = "scripts/bench gateway --install"
# Without them it fetches lists from the net as it starts, and serves pages that nobody asks for.
LITELLM_QUIET = {name: "True" for name in (
    "LITELLM_LOCAL_MODEL_COST_MAP", "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS", "LITELLM_LOCAL_BLOG_POSTS",
    "LITELLM_LOCAL_POLICY_TEMPLATES", "DISABLE_ADMIN_UI", "NO_DOCS")} | {"LITELLM_MODE": "PRODUCTION"}


def litellm(folder, chains):
    """All chains in one: a model each. Without retries, as its best times are."""
    def make(work, upstreams):
        program = installed.litellm_program(folder)
        if not program:
            return NOT_INSTALLED
        models, fallbacks = [], []
        for name in chains:
            for model, port in ((name, getattr(upstreams, name)), (f"{name}-lifeboat", upstreams.behind(name))):
                models.append({"model_name": model, "litellm_params": {
                    "model": f"openai/{MODEL}", "api_base": f"http://127.0.0.1:{port}/v1", "api_key": "sk-bench"}})
            fallbacks.append({name: [f"{name}-lifeboat"]})
        path = os.path.join(work, "litellm.yaml")
        with open(path, "w") as file:  # JSON is YAML
            json.dump({"model_list": models, "litellm_settings": {"fallbacks": fallbacks, "num_retries": 0}}, file)
        port = free_port()
        process = Process(work, "litellm", MEASURED,
                          [program, "--config", path, "--host", "127.0.0.1", "--port", str(port)], LITELLM_QUIET)
        return Contestant("LiteLLM", {name: Door("LiteLLM", process, port, model=name) for name in chains})
    return make


def portkey(folder, chains):
    """It is told the chain with each request."""
    def make(work, upstreams):
        program = installed.portkey_program(folder)
        if not program:
            return NOT_INSTALLED
        port = free_port()
        process = Process(work, "portkey", MEASURED, ["node", program, f"--port={port}", "--headless"])
        doors = {}
        for name in chains:
            targets = [{"provider": "openai", "api_key": "sk-bench", "custom_host": f"http://127.0.0.1:{to}/v1"}
                       for to in (getattr(upstreams, name), upstreams.behind(name))]
            told = json.dumps({"strategy": {"mode": "fallback"}, "targets": targets}, separators=(",", ":"))
            doors[name] = Door("Portkey", process, port, headers={"x-portkey-config": told})
        return Contestant("Portkey", doors)
    return make
