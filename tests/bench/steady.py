"""Latency at a steady pace: requests leave when the clock says so, whether the last one is back or not."""

import queue
import statistics
import threading
import time
from collections.abc import Callable, Sequence

WAITING_TO_SEND = 16


def latencies_ms(calls: Sequence[Callable[[], object]], per_second: float, seconds: float) -> list[float]:
    """Make the calls in turn at a steady pace; return how long each took from when it was due, in milliseconds.

    A call that had to wait for a free sender counts from when it was due: slow answers are not left out.
    """
    due: queue.SimpleQueue[tuple[float, Callable[[], object]] | None] = queue.SimpleQueue()
    taken: list[float] = []

    def send() -> None:
        while (job := due.get()) is not None:
            at, call = job
            call()
            taken.append((time.perf_counter() - at) * 1_000)

    senders = [threading.Thread(target=send) for _ in range(WAITING_TO_SEND)]
    for sender in senders:
        sender.start()
    start = time.perf_counter()
    for number in range(round(per_second * seconds)):
        at = start + number / per_second
        time.sleep(max(at - time.perf_counter(), 0))
        due.put((at, calls[number % len(calls)]))
    for _ in senders:
        due.put(None)
    for sender in senders:
        sender.join()
    return taken


def percentile(taken: Sequence[float], percent: int) -> float:
    """The value that this many percent stay under."""
    return statistics.quantiles(taken, n=100, method="inclusive")[percent - 1]
