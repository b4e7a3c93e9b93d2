"""Public pages of single entries: actor, offer, programme."""

from Acquisition import aq_parent
from decimal import Decimal
from kim.portal import _
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.county.page import Page
from kim.portal.county.panels import rendered
from kim.portal.county.settings import setting
from kim.portal.directory import listing
from kim.portal.directory.contacts import dial
from kim.portal.directory.entries import Entry
from kim.portal.directory.entries import entry
from kim.portal.directory.entries import TYPE_TITLES
from kim.portal.directory.offer import costs
from kim.portal.directory.offer import FEE
from kim.portal.directory.offer import interpretations
from kim.portal.directory.offer import UNKNOWN
from kim.portal.directory.times import by_day
from kim.portal.directory.times import clock
from kim.portal.directory.times import days
from typing import Any
from urllib.parse import quote


class EntryPage(Page):
    """What the pages of single entries share."""

    def panels(self) -> list[str]:
        return rendered(self)

    def served(self) -> list[str]:
        """The catalog's value of ``municipalities`` for this entry."""
        if self.context.coverage in (COUNTY_WIDE, UNKNOWN_PLACE):
            return [self.context.coverage]
        return list(self.context.municipalities or ())

    def contacts(self) -> list[dict[str, Any]]:
        """How to reach somebody, with the number as a telephone dials it."""
        rows = getattr(self.context, "contacts", None) or ()
        return [{**row, "dial": dial(row["phone"]) if row.get("phone") else None} for row in rows]

    def contact_of_last_resort(self) -> Any | None:
        """Whom to ask where nothing is known (§ 4); nobody on the page of that actor itself."""
        brain = listing.by_external_id(setting("contact"))
        return None if brain is None or brain.getPath() == self._path(self.context) else brain

    def addresses(self) -> list[dict[str, Any]]:
        return [self._address(row) for row in getattr(self.context, "addresses", None) or ()]

    def hours(self, slots: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        """Weekly times, a line a day."""
        names = {term.value: term.title for term in days(None)}
        return [
            {
                "day": names[day],
                "slots": [
                    {
                        "span": f"{clock(slot['opens'])}–{clock(slot['closes'])}",
                        "note": slot.get("note"),
                    }
                    for slot in found
                ],
            }
            for day, found in by_day(slots or ())
        ]

    def share(self) -> str:
        """A mail that carries the page's address; works without script and account."""
        subject, body = quote(self.context.title), quote(self.context.absolute_url())
        return f"mailto:?subject={subject}&body={body}"

    def verified(self) -> str:
        return self.date(getattr(self.context, "verified_on", None))

    def _address(self, row: dict[str, Any]) -> dict[str, Any]:
        town = " ".join(part for part in (row.get("postal_code"), row.get("city")) if part)
        words = ", ".join(part for part in (row.get("street"), town) if part)
        has_point = row.get("latitude") is not None and row.get("longitude") is not None
        if has_point:
            route = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}".format(
                row["latitude"], row["longitude"]
            )
        else:
            route = f"https://www.openstreetmap.org/search?query={quote(words)}" if words else None
        return {**row, "words": words, "route": route}

    def _path(self, content: Any) -> str:
        return "/".join(content.getPhysicalPath())


class ActorView(EntryPage):
    """An organisation or office: how to reach it, what it offers, what it is part of."""

    def offers(self) -> list[Entry]:
        found = listing.of_actor(self.context)
        return [entry(self, brain, with_actor=False) for brain in found]

    def parent(self) -> Any | None:
        found = listing.by_uid([self.context.parent]) if self.context.parent else []
        return found[0] if found else None

    def members(self) -> list[Any]:
        """Actors that are part of this one."""
        return listing.find(portal_type="Actor", part_of=self.context.UID()).brains

    def programmes(self) -> list[Any]:
        return listing.find(portal_type="Programme", actors=self.context.UID()).brains

    def responsibilities(self) -> list[dict[str, Any]]:
        """Duty → the municipalities it is fulfilled for, in the order of the duties."""
        rows = self.context.responsibilities or ()
        names = self.municipality_names
        found = []
        for duty in self.terms("duties"):
            places = [names.get(r["municipality"]) for r in rows if r["duty"] == duty.id]
            if places:
                found.append(
                    {"duty": duty.title, "places": ", ".join(sorted(filter(None, places)))}
                )
        return found


class OfferView(EntryPage):
    """What · who · where · when · languages · cost · for whom · last verified."""

    @property
    def page_title(self) -> str:
        """Offers of several actors may bear one name."""
        return f"{self.context.title} – {self.actor.title}"

    @property
    def actor(self) -> Any:
        return aq_parent(self.context)

    def contacts(self) -> list[dict[str, Any]]:
        """The offer's own, else its actor's."""
        rows = self.context.contacts or self.actor.contacts or ()
        return [{**row, "dial": dial(row["phone"]) if row.get("phone") else None} for row in rows]

    def addresses(self) -> list[dict[str, Any]]:
        return [self._address(row) for row in self.context.places or self.actor.addresses or ()]

    def website(self) -> str | None:
        return self.context.website or self.actor.website

    def cost(self) -> str:
        """In words; empty where nobody said."""
        words = [] if self.context.cost == UNKNOWN else [self._choice(costs, self.context.cost)]
        if self.context.cost == FEE and isinstance(self.context.amount, Decimal):
            words = [f"{self.context.amount:.2f} €".replace(".", ",")]
        if self.context.cost_note:
            words.append(self.context.cost_note)
        return ", ".join(words)

    def interpretation(self) -> str:
        value = self.context.interpretation
        return "" if value == UNKNOWN else self._choice(interpretations, value)

    def ages(self) -> str:
        start, end = self.context.age_from, self.context.age_to
        if start is not None and end is not None:
            message = _(
                "ages_from_to",
                default="${start} to ${end} years",
                mapping={"start": start, "end": end},
            )
        elif start is not None:
            message = _("ages_from", default="from ${start} years", mapping={"start": start})
        elif end is not None:
            message = _("ages_to", default="up to ${end} years", mapping={"end": end})
        else:
            return ""
        return self.say(message)

    def for_whom(self) -> list[str]:
        """Ages, target groups and residence statuses."""
        ages = self.ages()
        return [
            *([ages] if ages else []),
            *self.labels("target_groups", self.context.target_groups),
            *self.labels("residence_statuses", self.context.residence_statuses),
        ]

    def _choice(self, vocabulary: Any, value: str) -> str:
        return self.say(vocabulary(None).getTerm(value).title)


class ProgrammeView(OfferView):
    """A programme: funding, target group, how KIM keeps apart and ties in."""

    @property
    def page_title(self) -> str:
        return f"{self.context.title} ({self.say(TYPE_TITLES['Programme'])})"

    def actors(self) -> list[Any]:
        return listing.by_uid(list(self.context.actors or ()))

    def dates(self) -> str:
        """From – until, where they are data."""
        start, end = self.date(self.context.starts), self.date(self.context.ends)
        return f"{start} – {end}".strip(" –") if start or end else ""
