"""Kinds of things that are tracked: what a list, a reminder or the board says of each.

A room registers one named utility for its portal type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.interface import implementer
from zope.interface import Interface


class IKind(Interface):
    """See Kind."""


@implementer(IKind)
@dataclass(frozen=True)
class Kind:
    """`title` of one, `titles` of many; `states` in order with their titles, `open` those not over.

    `todo` says by the key of a duty what is to be done; `steps` by the name of a step what was
    done; `actors` by the name of a step who does such a thing, for those who may not know names.
    """

    portal_type: str
    title: str
    titles: str
    order: int
    states: Mapping[str, str]
    open: tuple[str, ...]
    todo: Mapping[str, str]
    steps: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)


def kind(portal_type: str) -> Kind | None:
    return queryUtility(IKind, name=portal_type)


def kinds() -> list[Kind]:
    return sorted((found for _name, found in getUtilitiesFor(IKind)), key=lambda one: one.order)
