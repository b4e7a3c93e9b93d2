"""The loop and the deadlines of tests/tracking."""

from tests.tracking.conftest import deadline
from tests.tracking.conftest import loop


__all__ = ["deadline", "loop"]
