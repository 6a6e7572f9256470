"""Where the gateways of others are, and how they get there: by name, with the registries' own clients."""

import json
import os
import shutil
import subprocess
import sys

LITELLM, PORTKEY = "1.102.4", "1.15.2"
PYTHON_PACKAGES = [f"litellm[proxy]=={LITELLM}", "prometheus_client"]
# Without the overrides every stream of Portkey's is a 500.
NODE_PACKAGES = {"private": True, "dependencies": {"@portkey-ai/gateway": PORTKEY},
                 "overrides": {"@hono/node-server": "1.13.5", "hono": "4.9.7", "@hono/node-ws": "1.2.0"}}


def litellm_program(folder):
    """Its path, or None."""
    path = os.path.join(folder, "litellm", "bin", "litellm")
    return path if os.path.exists(path) else None


def portkey_program(folder):
    """Its script for node, or None."""
    path = os.path.join(folder, "portkey", "node_modules", "@portkey-ai", "gateway", "build", "start-server.js")
    return path if os.path.exists(path) and shutil.which("node") else None


def said(command, folder):
    """Runs it; the end of what it said when it failed."""
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    return "" if done.returncode == 0 else (done.stdout + done.stderr)[-2000:]


def install_litellm(folder):
    venv = os.path.join(folder, "litellm")
    pip = [os.path.join(venv, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check"]
    return said([sys.executable, "-m", "venv", "--clear", venv], folder) or said([*pip, *PYTHON_PACKAGES], folder)


def install_portkey(folder):
    if not shutil.which("npm"):
        return "npm is missing: apt-get install npm"
    prefix = os.path.join(folder, "portkey")
    os.makedirs(prefix, exist_ok=True)
    with open(os.path.join(prefix, "package.json"), "w") as file:
        json.dump(NODE_PACKAGES, file, indent=1)
    return said(["npm", "install", "--ignore-scripts", "--no-fund", "--no-audit"], prefix)


def install(folder):
    """Those that are missing; what could not be installed is said, and left out later."""
    os.makedirs(folder, exist_ok=True)
    for name, program, how in (("LiteLLM " + LITELLM, litellm_program, install_litellm),
                               ("Portkey " + PORTKEY, portkey_program, install_portkey)):
        if not program(folder):
            print(f"installing {name} into {folder}", file=sys.stderr)
            failed = how(folder)
            if failed:
                print(f"{name} could not be installed:\n{failed}", file=sys.stderr)
