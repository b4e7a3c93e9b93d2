"""The committees and people of tests/proposals."""

from tests.proposals.conftest import loop


__all__ = ["loop"]
