"""Who is responsible for me: which actor fulfils a duty in a municipality (§ 2.4, § 3.7).

Kept on the actor, looked up in the catalog (``responsible_for``); what no source says has no entry
and is shown as unknown.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from kim.portal import _
from plone import api
from typing import Any
from zope import schema
from zope.interface import Interface


class IResponsibility(Interface):
    """One duty in one municipality."""

    duty = schema.Choice(title=_("responsibility_duty", default="Duty"), vocabulary="kim.duties")
    municipality = schema.Choice(
        title=_("responsibility_municipality", default="Municipality"),
        vocabulary="kim.municipalities",
    )
    section = schema.TextLine(
        title=_("responsibility_section", default="Section or register"),
        required=False,
        max_length=200,
    )


def key(duty: str, municipality: str) -> str:
    """How a responsibility stands in the catalog: ``naturalisation/altdorf``."""
    return f"{duty}/{municipality}"


def keys(responsibilities: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The catalog keys of an actor's responsibilities."""
    for found in responsibilities:
        yield key(found["duty"], found["municipality"])


def responsible(municipality: str, duties: Iterable[str]) -> dict[str, list[Any]]:
    """Duty → catalog brains of the actors that fulfil it in a municipality; one query."""
    wanted = {key(duty, municipality): duty for duty in duties}
    found: dict[str, list[Any]] = {duty: [] for duty in wanted.values()}
    if not wanted:
        return found
    brains = api.portal.get_tool("portal_catalog")(
        portal_type="Actor",
        responsible_for=list(wanted),
        is_working_copy=False,
        sort_on="sortable_title",
    )
    for brain in brains:
        for entry in brain.responsible_for or ():
            if entry in wanted:
                found[wanted[entry]].append(brain)
    return found
