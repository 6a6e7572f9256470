"""What the gateway is held to, and whether a run met it."""

from gateways.figures import BASE

# Left within 4 s; what is measured has the lifeboat's connection and first content in it, too.
SILENT_S = 4 + 0.05


def at_most(most, unit):
    return (lambda value: value <= most), f"<= {most:g} {unit}"


def at_least(least, unit):
    return (lambda value: value >= least), f">= {least:g} {unit}"


def all_of(figures):
    """(what, value or None, the goal's check and words)"""
    def median(workload, figure):
        return figures.median(workload, BASE, figure)

    def over(workload, other, figure):
        return figures.ratio(workload, other, figure)
    return [
        ("CPU a unary request", over("chat-32", "HAProxy", "us"), at_most(1.3, "x HAProxy's")),
        ("unary requests a CPU second", over("chat-32", "Portkey", "per_cpu_second"), at_least(60, "x Portkey's")),
        ("unary requests a CPU second", over("chat-32", "LiteLLM", "per_cpu_second"), at_least(400, "x LiteLLM's")),
        ("added p50 at half load", median("half-load", "added_p50_us"), at_most(100, "us")),
        ("added p99 at half load", median("half-load", "added_p99_us"), at_most(1000, "us")),
        ("CPU a stream", over("streams", "HAProxy", "us"), at_most(1.5, "x HAProxy's")),
        ("streams a CPU second", over("streams", "Portkey", "per_cpu_second"), at_least(7, "x Portkey's")),
        ("streams a CPU second", over("streams", "LiteLLM", "per_cpu_second"), at_least(150, "x LiteLLM's")),
        ("added time to the first token", median("streams", "added_ttft_us"), at_most(200, "us")),
        ("memory under load", figures.most(BASE, "rss_mb"), at_most(64, "MB")),
        ("failover on a 503 adds", median("failover", "added_ms"), at_most(1, "ms")),
        ("a silent primary costs", median("silent", "first_content_s"), at_most(SILENT_S, "s")),
        ("a dead primary is hit", median("dead", "hits"), at_most(10, "of 100")),
    ]
