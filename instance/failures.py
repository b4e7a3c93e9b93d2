"""What can go wrong in a command, as one sentence for whoever typed it."""

from __future__ import annotations


class Failure(Exception):
    """The command cannot go on; the message is the whole sentence to show."""
