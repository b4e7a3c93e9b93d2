"""What may help whoever writes a report: offers that fill the gap, actors concerned, reports of it.

It reads what was typed so far and writes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from kim.portal.gaps.gap import TEXTS
from kim.portal.privacy.guard import problems
from kim.portal.search.finding import Finder
from kim.portal.triage.similar import best
from kim.portal.triage.similar import Facts
from kim.portal.triage.similar import key_words
from kim.portal.triage.similar import Matter
from kim.portal.triage.similar import reports_like
from kim.portal.words.sets import members
from plone import api
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from typing import Any
from zope.i18nmessageid import Message


PREFIX = "form.widgets."
#: More of a text says nothing new.
LONGEST = 5_000
MOST_VALUES = 50


@dataclass(frozen=True)
class Suggestions:
    """Brains, the best first; `told` are doubts about data of clients, by the field's name."""

    offers: list[AbstractCatalogBrain]
    actors: list[AbstractCatalogBrain]
    similar: list[AbstractCatalogBrain]
    told: dict[str, Message]


def suggestions(form: Mapping[str, Any], most: int = 5) -> Suggestions:
    """For the fields of a request, as the user may see what is suggested."""
    matter = matter_of(form)
    told = problems({name: _text(form, name) for name in TEXTS}, confirmed=False)
    if not matter.words:
        return Suggestions([], [], [], told)
    finder = Finder(api.portal.get())
    return Suggestions(
        _entries(finder, matter, "Offer", most),
        _entries(finder, matter, "Actor", most),
        [brain for brain, _score in reports_like(matter, most)],
        told,
    )


def matter_of(form: Mapping[str, Any]) -> Matter:
    """What was typed; whatever is no text is left out."""
    return Matter(
        key_words(_text(form, "title"), _text(form, "text")),
        _values(form, "municipalities"),
        _values(form, "topics"),
        _values(form, "target_groups"),
    )


def _entries(
    finder: Finder, matter: Matter, portal_type: str, most: int
) -> list[AbstractCatalogBrain]:
    """Entries of the directory, found as the search finds them."""
    having = finder.entries.having
    among = finder.visible & having("portal_type", [portal_type])
    if matter.municipalities:
        among &= finder.having("municipality", matter.municipalities)
    facts = Facts(
        set(members(having("topics", matter.topics) & among)),
        set(members(among)) if matter.municipalities else (),
        set(members(having("target_groups", matter.target_groups) & among)),
    )
    clauses = finder.clauses(" ".join(matter.words))
    found = best([members(clause.entries & among) for clause in clauses], facts, most)
    return list(finder.brains(entry for entry, _score in found))


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(PREFIX + name, form.get(name))
    return value[:LONGEST] if isinstance(value, str) else ""


def _values(form: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = form.get(PREFIX + name, form.get(name))
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(v for v in values if isinstance(v, str) and v)[:MOST_VALUES]
