"""How a command talks: its steps while it works, one sentence when it cannot go on."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from instance.failures import Failure
from instance.processes import Family
from instance.processes import Interrupted

import sys
import time


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show a step, and how long it took once it is done."""
    print(f"{title} … ", end="", flush=True)
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    seconds = time.monotonic() - begin
    print(f"{seconds:.0f} s" if seconds >= 1 else "ready", flush=True)


def command(work: Callable[[Family], None]) -> int:
    """Run a command's work with its children and return the exit code."""
    try:
        with Family() as family:
            work(family)
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except Interrupted as interruption:
        print("Stopped.", file=sys.stderr)
        return interruption.exit_code
    return 0
