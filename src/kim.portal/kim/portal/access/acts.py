"""Acts: the place where a room says what a step that needs data does.

An act is a multi-adapter of (content, request) to `IAct`, named like the step. ``POST
@workflow/<step>`` hands it the body of the request in place of the bare step, which its guard
refuses wherever it is tried.
"""

from typing import Any
from zope.interface import Interface


class IAct(Interface):
    """Takes one step with what it needs."""

    def __call__(data: dict[str, Any]) -> None:
        """Check the data and act.

        :raises BadParameter: naming the part of the data at fault.
        """
