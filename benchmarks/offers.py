"""Offers made up for measuring: marked as such, spread as real ones are, the same in every run.

Each hangs below one of the county's actors and takes its facets from the county's term lists; its
German is put together from the words of the field, rare compounds and names among them, so that a
text index grows as it does with real entries. Offer number n is always the same, but that it
was verified so many days ago.
"""

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import transaction
import yaml


MARK = "Testangebot"
NOTICE = "Dieses Angebot gibt es nicht: Es wurde für eine Messung erzeugt."
ID = "testangebot-{:05d}"
COMMIT = 500
# What differs between two offers with the same fields.
OF_THE_MOMENT = {
    "CreationDate",
    "Date",
    "EffectiveDate",
    "ModificationDate",
    "UID",
    "created",
    "effective",
    "effectiveRange",
    "getObjPositionInParent",
    "modified",
    "sync_uid",
}
LISTS = (
    "topics",
    "target_groups",
    "phases",
    "languages",
    "legal_areas",
    "residence_statuses",
)
WORDS = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


class Generator:
    """Makes up the offers of a site whose county data are loaded."""

    def __init__(self, site: Any) -> None:
        from kim.portal.county import terms

        self.site = site
        self.actors = _published(site, "Actor")
        places = _published(site, "Municipality")
        self.places = [place.getId() for place in places]
        self.place_names = [place.title for place in places]
        self.terms = {name: [term.id for term in terms.terms(name, "de")] for name in LISTS}
        self.titles = {name: list(terms.titles(name, "de").values()) for name in self.terms}

    def offer(self, number: int) -> tuple[Any, dict[str, Any]]:
        """An actor and the values of the offer's fields."""
        random = Random(f"kim {number}")
        actor = skewed(random, self.actors)
        place = random.randrange(len(self.places))
        values = {
            "id": ID.format(number),
            "title": f"{MARK}: {self._title(random, self.place_names[place])}",
            "description": f"{self._sentences(random, place, 2)} {NOTICE}",
            "plain": self._sentences(random, place, 1),
            "text": f"{self._sentences(random, place, random.randint(3, 10))}\n\n{NOTICE}",
            "sections": [MARK],
            "external_id": ID.format(number),
            "verified_on": self._verified(random),
            "interpretation": random.choice(("available", "on_request", "none", "unknown")),
            "cost": random.choices(("free", "fee", "unknown"), (6, 2, 2))[0],
            "own_case_management": random.random() < 0.2,
        }
        return actor, values | self._coverage(random, place) | self._audience(random)

    def _coverage(self, random: Random, place: int) -> dict[str, Any]:
        kind = random.choices(("listed", "county", "unknown"), (75, 20, 5))[0]
        if kind != "listed":
            return {"coverage": kind, "municipalities": []}
        further = random.choices((0, 1, 2), (80, 15, 5))[0]
        chosen = {self.places[place], *random.sample(self.places, further)}
        return {"coverage": kind, "municipalities": sorted(chosen)}

    def _audience(self, random: Random) -> dict[str, Any]:
        ages = random.choices(
            ((None, None), (0, 5), (6, 13), (14, 26), (18, None), (18, 64), (65, None)),
            (50, 6, 8, 10, 12, 8, 6),
        )[0]
        return {
            "topics": self._some(random, "topics", 1, 3),
            "phases": self._some(random, "phases", 0, 2),
            "target_groups": self._some(random, "target_groups", 0, 3),
            "languages": ["de", *self._some(random, "languages", 0, 5)],
            "legal_areas": self._some(random, "legal_areas", 0, 1),
            "residence_statuses": self._some(random, "residence_statuses", 0, 3),
            "age_from": ages[0],
            "age_to": ages[1],
        }

    def _some(self, random: Random, name: str, least: int, most: int) -> list[str]:
        chosen = {skewed(random, self.terms[name]) for _ in range(random.randint(least, most))}
        return sorted(chosen - {"de"})

    def _verified(self, random: Random) -> date | None:
        if random.random() < 0.15:
            return None
        return date.today() - timedelta(days=int(random.expovariate(1 / 200)))

    def _title(self, random: Random, place: str) -> str:
        word = compound(random)
        forms = (
            f"{word} in {place}",
            f"{word} für {skewed(random, self.titles['target_groups'])}",
            f"{skewed(random, WORDS['qualities'])} {word}",
            f"{word} und {compound(random)}",
            f"{word} {invented(random)}",
        )
        return random.choice(forms)

    def _sentences(self, random: Random, place: int, number: int) -> str:
        return " ".join(
            self._filled(random, place, sentence)
            for sentence in random.sample(WORDS["sentences"], number)
        )

    def _filled(self, random: Random, place: int, sentence: str) -> str:
        while "{compound}" in sentence:
            sentence = sentence.replace("{compound}", compound(random), 1)
        return sentence.format(
            topic=skewed(random, self.titles["topics"]),
            group=skewed(random, self.titles["target_groups"]),
            place=self.place_names[place],
            street=f"{invented(random)}straße {random.randint(1, 99)}",
            name=invented(random),
        )


def skewed(random: Random, among: Sequence[Any]) -> Any:
    """One of them, those in front more often."""
    return among[min(int(random.paretovariate(0.6)) - 1, len(among) * 9) % len(among)]


def compound(random: Random) -> str:
    """A German compound of two parts, seldom of three: there are many of those."""
    parts = [skewed(random, WORDS["first_parts"])]
    if random.random() < 0.08:
        parts.append(random.choice(WORDS["first_parts"]).lower())
    return "".join(parts) + skewed(random, WORDS["last_parts"])


def invented(random: Random) -> str:
    """A name that nobody has, as of a house or a street."""
    return "".join(random.choices(WORDS["syllables"], k=random.choice((2, 2, 3)))).capitalize()


def grow(site: Any, first: int, last: int, say: Callable[[str], None]) -> None:
    """Add the offers from `first` up to `last`, published; commits on the way.

    :raises AssertionError: where the catalog would hold anything else of an offer made the quick
        way than of one made as the loader of county data makes it.
    """
    generator, begin = Generator(site), monotonic()
    _check(generator, first, last)
    for number in range(first, last):
        create_quickly(*generator.offer(number))
        done = number + 1 - first
        if done % COMMIT == 0 or number + 1 == last:
            transaction.commit()
            site._p_jar.cacheGC()
            say(f"{number + 1:,} offers, {done / (monotonic() - begin):.0f} a second")


def create(actor: Any, values: dict[str, Any]) -> Any:
    """A published offer, made as the loader of county data makes one."""
    from kim.portal.county import publication
    from plone.dexterity.utils import addContentToContainer
    from plone.dexterity.utils import createContent

    offer = createContent("Offer", **values)
    offer = addContentToContainer(actor, offer, checkConstraints=False)
    publication.publish(offer)
    return offer


def create_quickly(actor: Any, values: dict[str, Any]) -> Any:
    """The same without what others do when something is added (groups, versions, links, the queue).

    Indexed once, with all indexes and the log of changes.
    """
    from DateTime import DateTime
    from kim.portal.county import publication
    from kim.portal.words.changes import note
    from plone.dexterity.utils import createContent

    offer = createContent("Offer", **values)
    # Nobody owns an entry; see kim.portal.editing.subscribers.made.
    offer.__ac_local_roles__ = {}
    offer.effective_date = DateTime()
    actor._setObject(offer.id, offer, set_owner=0, suppress_events=True)
    offer = actor._getOb(offer.id)
    workflows = actor.portal_workflow
    status = {"review_state": publication.PUBLISHED, "action": publication.PUBLISH}
    workflows.setStatusOf(publication.WORKFLOW, offer, status | {"comments": "", "actor": ""})
    workflows[publication.WORKFLOW].updateRoleMappingsFor(offer)
    actor.portal_catalog.catalog_object(offer)
    note(offer)
    return offer


def _check(generator: Generator, first: int, last: int) -> None:
    for number in {first, (first + last) // 2, last - 1}:
        actor, values = generator.offer(number)
        indexed = []
        for make in (create, create_quickly):
            indexed.append(_indexed(make(actor, values)))
            transaction.abort()
        assert indexed[0] == indexed[1], f"offer {number} is not indexed as usual"


def _indexed(offer: Any) -> dict[str, Any]:
    """All that the catalog holds of an offer, but for when it was made and its own marks."""
    from Products.CMFCore.indexing import processQueue

    processQueue()
    catalog = offer.portal_catalog
    rid = catalog.getrid("/".join(offer.getPhysicalPath()))
    found = catalog.getIndexDataForRID(rid) | catalog.getMetadataForRID(rid)
    return {name: value for name, value in found.items() if name not in OF_THE_MOMENT}


def _published(site: Any, portal_type: str) -> list[Any]:
    brains = site.portal_catalog.unrestrictedSearchResults(
        portal_type=portal_type, review_state="published", sort_on="path"
    )
    return [brain._unrestrictedGetObject() for brain in brains]
