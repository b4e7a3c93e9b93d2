"""The people of the loop."""

from tests.decisions.conftest import loop


__all__ = ["loop"]
