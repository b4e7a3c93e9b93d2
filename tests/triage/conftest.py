"""The people of tests/gaps, and their reports."""

from tests.gaps.conftest import loop
from tests.gaps.conftest import loop_ground
from tests.gaps.conftest import served


__all__ = ["loop", "loop_ground", "served"]
