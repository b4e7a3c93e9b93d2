"""The loop and the deadlines of tests/tracking."""

from tests.tracking.conftest import deadline
from tests.tracking.conftest import loop
from tests.tracking.conftest import loop_ground


__all__ = ["deadline", "loop", "loop_ground"]
