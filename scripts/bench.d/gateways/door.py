"""Where a contestant is asked for one kind of thing, and what it must be told besides the question."""

from dataclasses import dataclass, field

from peers.process import Process

MODEL = "gpt-4o"


@dataclass
class Door:
    name: str  # of the contestant
    process: Process | None  # that answers here; None: nobody's, the provider itself
    port: int
    model: str = MODEL
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Contestant:
    """`doors` by entrance: `web` and `events` lead to a good provider, `busy`, `dead` and `silent` to
    such a one with a lifeboat behind it."""

    name: str
    doors: dict[str, Door]

    def processes(self):
        return list({id(door.process): door.process for door in self.doors.values() if door.process}.values())
