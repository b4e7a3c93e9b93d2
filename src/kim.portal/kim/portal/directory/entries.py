"""One line of a list: an entry's title, address and the few facts that help to choose."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.county.page import Page
from typing import Any


@dataclass(frozen=True)
class Entry:
    """`facts` are short phrases: who, where, cost."""

    title: str
    url: str
    description: str
    facts: list[str]


TYPE_TITLES = {
    "Programme": _("type_programme", default="Programme"),
    "Network": _("type_network", default="Network"),
}


def entry(page: Page, brain: Any, with_actor: bool = True) -> Entry:
    """A catalog brain as a line of a list; on the actor's own page its name is left out."""
    return Entry(brain.Title, brain.getURL(), brain.Description, facts(page, brain, with_actor))


def facts(page: Page, brain: Any, with_actor: bool = True) -> list[str]:
    """Who · where · languages · cost, without what is not known."""
    found = []
    if brain.portal_type in TYPE_TITLES:
        found.append(page.say(TYPE_TITLES[brain.portal_type]))
    if brain.actor_title and with_actor:
        found.append(brain.actor_title)
    if brain.municipalities:
        found.append(page.where(brain.municipalities))
    if brain.spoken_languages:
        found.append(", ".join(page.labels("languages", brain.spoken_languages)))
    if brain.cost == "free":
        found.append(page.say(_("cost_free", default="Free of charge")))
    return found
