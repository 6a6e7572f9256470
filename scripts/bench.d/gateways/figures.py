"""What the figures of all runs come to: medians, spreads, ratios."""

import statistics

BASE = "gameday"
UNITS = {"us": "us CPU each", "p50_us": "us at the median",
         "added_p50_us": "us longer, p50", "added_p99_us": "us longer, p99", "added_ttft_us": "us longer to the first "
         "content, p50", "added_ms": "ms longer, p50", "hits": "of 100", "unanswered": "of 100 not answered",
         "first_content_s": "s; 60 is none in 60", "rate": "a second", "cpu_share": "of a core", "rss_mb": "MB"}


class Figures:
    """By workload, contestant and figure: a list, a number a round."""

    def __init__(self):
        self.runs = {}

    def add(self, workload, contestant, found):
        self.runs.setdefault(workload, {}).setdefault(contestant, []).append(found)

    def contestants(self, workload):
        return list(self.runs.get(workload, {}))

    def values(self, workload, contestant, figure):
        return [found[figure] for found in self.runs.get(workload, {}).get(contestant, []) if figure in found]

    def median(self, workload, contestant, figure):
        values = self.values(workload, contestant, figure)
        return statistics.median(values) if values else None

    def ratio(self, workload, contestant, figure):
        """Of gameday's to the contestant's; the median of the rounds, so that a machine that drifts does not count."""
        of = self.runs.get(workload, {})
        pairs = [own[figure] / other[figure] for own, other in zip(of.get(BASE, []), of.get(contestant, []))
                 if figure in own and other.get(figure)]
        return statistics.median(pairs) if pairs else None

    def most(self, contestant, figure):
        """The largest of any workload."""
        values = [value for workload in self.runs for value in self.values(workload, contestant, figure)]
        return max(values, default=None)
