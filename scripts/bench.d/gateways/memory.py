"""How much memory a program has at most while something runs."""

import contextlib
import threading

EVERY = 0.02  # seconds


@contextlib.contextmanager
def most_of(process):
    """Megabytes, in a list of one, once it is over."""
    found, over = [process.rss() / 1e6 if process else 0.0], threading.Event()

    def look():
        while not over.wait(EVERY):
            found[0] = max(found[0], process.rss() / 1e6)

    watcher = threading.Thread(target=look, daemon=True)
    if process:
        watcher.start()
    try:
        yield found
    finally:
        over.set()
        if process:
            watcher.join()
