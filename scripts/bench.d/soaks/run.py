"""The course of a soak: clients in threads, a change now and then, samples of memory."""

import argparse
import random
import sys
import threading
import time

SAMPLE = 5  # seconds


def read_flags():
    flags = argparse.ArgumentParser()
    flags.add_argument("--minutes", type=float, default=10)
    flags.add_argument("--clients", type=int, default=24)
    flags.add_argument("--seed", type=int, default=1)
    return flags.parse_args()


def soak(flags, server, clients, change, pause, told):
    """Runs `clients` (functions of an Event that says it is over) and calls `change` with dice, a `pause`
    apart, until the time is up. Returns samples of the server's memory, how many changes there were, and
    the clients' threads, which have been told."""
    dice = random.Random(flags.seed)
    over = threading.Event()
    threads = [threading.Thread(target=client, args=(over,), daemon=True) for client in clients]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    samples, changes = [], 0
    while (now := time.monotonic() - began) < flags.minutes * 60:
        change(dice)
        changes += 1
        if now >= len(samples) * SAMPLE:
            samples.append(server.memory())
            print(f"\r{now:5.0f} s  {samples[-1] / 2**20:6.1f} MiB  {told()}  {changes} changes", end="",
                  file=sys.stderr, flush=True)
        time.sleep(pause)
    over.set()
    return samples, changes, threads


def after_a_quarter(samples):
    return samples[len(samples) // 4]


def has_grown(samples, end):
    """By more than a tenth, or 4 MiB, since the end of the first quarter."""
    quarter = after_a_quarter(samples)
    return end > max(quarter * 1.1, quarter + 4 * 2**20)
