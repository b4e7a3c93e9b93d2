"""The people of tests/gaps, and their reports."""

from tests.gaps.conftest import loop


__all__ = ["loop"]
