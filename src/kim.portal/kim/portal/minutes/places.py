"""Hindrances: the place where a higher room says why minutes cannot be approved yet.

A subscription adapter of the meeting returns a message, or None where nothing stands in the way.
"""

from kim.portal.meetings.meeting import Meeting
from zope.component import subscribers
from zope.interface import Interface


class IHindrance(Interface):
    """A message for people."""


def hindrances(meeting: Meeting) -> list[str]:
    return list(subscribers([meeting], IHindrance))
