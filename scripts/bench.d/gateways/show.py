"""The figures as text."""

import statistics

from gateways import goals
from gateways.figures import BASE, UNITS

PUBLISHED = """
Bifrost is not measured: its npm package only downloads a binary.
  published, not measured: 59 us added a request on 2 vCPUs, 11 us on 4, without JSON marshalling and the call to
  the provider; peak memory 1,313 and 3,340 MB, 5,000 requests a second (https://docs.getbifrost.ai/benchmarking)"""


def number(value):
    digits = 0 if abs(value) >= 1000 or value == int(value) else 1 if abs(value) >= 100 else 2
    return f"{value:,.{digits}f}"


def factor(ratio):
    """Of gameday's to somebody else's: 1.24 x, or 1/72 where it has far less."""
    return f"{number(ratio)} x" if ratio >= 0.1 else f"1/{1 / ratio:.0f}"


def beside(figures, workload, who, figure):
    """What a row says besides, of CPU time: how many a second of it, and how much gameday uses."""
    if figure != "us":
        return ""
    each = figures.median(workload.name, who, "per_cpu_second")
    ratio = figures.ratio(workload.name, who, figure) if who != BASE else None
    return f"{number(each):>8} a CPU second" + (f"  gameday uses {factor(ratio)}" if ratio else "")


def rows(figures, workload, figure):
    print(f"\n{workload.title} ({UNITS[figure]})")
    for who in figures.contestants(workload.name):
        values = figures.values(workload.name, who, figure)
        if values:
            spread = f"({number(min(values))} to {number(max(values))})" if len(values) > 1 else ""
            more = beside(figures, workload, who, figure)
            print(f"  {who:<10} {number(statistics.median(values)):>10}  {spread:<24} {more}".rstrip())


def memory(figures, rests):
    """`rests`: of each contestant, idle before all and after all."""
    print("\nresident memory of the process that answers most (MB: idle, at most under load, idle again)")
    for who, (before, after) in rests.items():
        under = figures.most(who, "rss_mb")
        print(f"  {who:<10} {number(before):>10} {number(under) if under else '-':>10} {number(after):>10}")


def goal_lines(figures):
    print("\ngoals")
    for what, value, (met, words) in goals.all_of(figures):
        verdict = "not measured" if value is None else "met" if met(value) else "MISSED"
        told = "" if value is None else number(value)
        print(f"  {what:<32} {told:>10}  {words:<20} {verdict}")


def everything(workloads, figures, rests):
    for workload in workloads:
        for figure in workload.figures:
            rows(figures, workload, figure)
    memory(figures, rests)
    goal_lines(figures)
    print(PUBLISHED)
