"""The committees and people of tests/proposals."""

from tests.proposals.conftest import loop
from tests.proposals.conftest import loop_ground


__all__ = ["loop", "loop_ground"]
