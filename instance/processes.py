"""Child processes that never outlive the command: steps that are waited for, servers that stay.

Every child leads a process group of its own, so that Ctrl-C reaches this command alone, which then
ends its children one by one in the right order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from types import TracebackType

import os
import signal
import subprocess
import time


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# Seconds between the last request to end and the kill.
LAST_PATIENCE = 5.0


class Interrupted(Exception):
    """The command was asked to end (Ctrl-C, SIGTERM, a closed terminal)."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


@dataclass(frozen=True)
class Child:
    """A running process, the signal that ends it gently and the seconds it gets for that."""

    process: subprocess.Popen[bytes]
    ending: signal.Signals
    patience: float


class Family:
    """The children of this command; leaving the context ends those that still run."""

    def __init__(self) -> None:
        self._children: list[Child] = []
        self._pending: int | None = None
        self._deaf = False

    def __enter__(self) -> Family:
        for number in SIGNALS:
            signal.signal(number, self._on_signal)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._deaf = True
        for child in reversed(self._children):
            end(child)

    def start(
        self,
        command: Sequence[str | Path],
        log: Path,
        ending: signal.Signals = signal.SIGTERM,
        patience: float = 15.0,
    ) -> Child:
        """Start a process whose output is appended to the log."""
        was_deaf, self._deaf = self._deaf, True
        try:
            with log.open("ab") as output:
                process = subprocess.Popen(
                    [str(part) for part in command],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            child = Child(process, ending, patience)
            self._children.append(child)
        finally:
            self._deaf = was_deaf
        if self._pending is not None:
            raise Interrupted(self._pending)
        return child

    def run(self, command: Sequence[str | Path], log: Path) -> bool:
        """Run a process to its end and tell whether it succeeded."""
        return self.start(command, log).process.wait() == 0

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        first, self._pending = self._pending is None, number
        if first and not self._deaf:
            raise Interrupted(number)


def end(child: Child) -> None:
    """End a process and all it started: gently, then firmly."""
    if child.process.poll() is not None:
        return
    for ending, patience in ((child.ending, child.patience), (signal.SIGTERM, LAST_PATIENCE)):
        if _signal_group(child, ending) and _is_over(child, patience):
            break
    _signal_group(child, signal.SIGKILL)
    child.process.wait()


def _signal_group(child: Child, number: signal.Signals) -> bool:
    try:
        os.killpg(child.process.pid, number)
    except ProcessLookupError:
        return False
    return True


def _is_over(child: Child, patience: float) -> bool:
    limit = time.monotonic() + patience
    while time.monotonic() < limit:
        if child.process.poll() is not None:
            return True
        time.sleep(0.1)
    return False
