"""``@@compose`` on a committee: the office puts a working group together in one submit (§ 3.3).

Seats come from organisations (by topic, category, place, or those that may be part of it), from
another committee's seats, or without an organisation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.committees.seats import Sitting
from kim.portal.committees.views import OfCommittee
from kim.portal.county import terms
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.directory import listing
from kim.portal.forms.posting import Posting
from plone import api
from typing import Any


SHOWN = 60
LONGEST = 200


@dataclass(frozen=True)
class Choice:
    """An organisation to tick."""

    uid: str
    title: str
    facts: str
    function: str
    ticked: bool
    has_seat: bool


@dataclass(frozen=True)
class Problem:
    """What has to be corrected; `target` is the id of the input."""

    message: str
    target: str


class Compose(Posting, OfCommittee):
    """The page; what is ticked survives a mistake."""

    problems: tuple[Problem, ...] = ()

    @property
    def page_title(self) -> str:
        title = self.context.title
        return _("compose_title", default="Add seats: ${title}", mapping={"title": title})

    # What to choose from

    def filters(self) -> list[dict[str, Any]]:
        return [
            self._filter("topic", _("facet_topic", default="Topic"), self.titles("topics")),
            self._filter(
                "category", _("field_category", default="Category"), self.titles("categories")
            ),
            self._filter(
                "municipality", _("field_coverage", default="Where"), self.municipality_names
            ),
            self._filter(
                "committee",
                _("compose_committee", default="Seats of another committee"),
                {brain.UID: brain.Title for brain in self._others()},
            ),
        ]

    def chosen(self, name: str) -> str:
        value = self.request.form.get(name)
        return value if isinstance(value, str) else ""

    @property
    def only_candidates(self) -> bool:
        """Asked for, or nothing asked for yet: they are the first to think of."""
        asked = self.chosen("candidates") == "1" or not self.request.form
        return asked and bool(self.context.candidates)

    def actors(self) -> listing.Found:
        """Organisations by name, as narrowed; one that names a topic only in an offer counts."""
        return self.once("compose actors", self._actors)

    def choices(self) -> list[Choice]:
        ticked = set(self._ticked("actor"))
        seated = self._seated()
        categories = self.titles("categories")
        return [
            Choice(
                uid=brain.UID,
                title=brain.Title,
                facts=" · ".join(
                    filter(
                        None,
                        (categories.get(brain.category, ""), self.where(brain.municipalities)),
                    )
                ),
                function=self._function(f"function-{brain.UID}") or self._default(brain.Title),
                ticked=brain.UID in ticked,
                has_seat=brain.UID in seated,
            )
            for brain in self.actors().brains
        ]

    def other(self) -> dict[str, Any] | None:
        """The seats of the other committee that was asked for, as they are today."""
        wanted = self.chosen("committee")
        brain = next((found for found in self._others() if wanted == found.UID), None)
        if brain is None:
            return None
        ticked = set(self._ticked("seat"))
        found = seats.seats_on(brain.getObject(), today())
        return {
            "title": brain.Title,
            "seats": [{"seat": seat, "ticked": seat.uid in ticked} for seat in found],
        }

    @property
    def since(self) -> str:
        return self.chosen("since") or today().isoformat()

    # What is added

    def post(self) -> str:
        problems: list[Problem] = []
        since = self._day("since", problems) or today()
        until = self._day("until", problems)
        if until is not None and until < since:
            problems.append(
                Problem(
                    _("error_ends_before", default="The last day lies before the first."), "until"
                )
            )
        found = [*self._from_actors(problems), *self._from_other(), *self._own(problems)]
        if not found and not problems:
            problems.append(
                Problem(_("compose_nothing", default="Nothing is ticked."), "compose-list")
            )
        if problems:
            self.problems = tuple(problems)
            return self.index()
        for values in found:
            seats.add(self.context, valid_from=since, valid_to=until, **values)
        one = _("compose_done_one", default="Added: one seat.")
        many = _("compose_done", default="Added: ${count} seats.", mapping={"count": len(found)})
        api.portal.show_message(one if len(found) == 1 else many, self.request)
        self.request.response.redirect(self.context.absolute_url())
        return ""

    def _from_actors(self, problems: list[Problem]) -> Iterator[dict[str, Any]]:
        known = {brain.UID: brain for brain in listing.by_uid(self._ticked("actor"))}
        for uid in self._ticked("actor"):
            if uid not in known:
                continue
            function = self._function(f"function-{uid}")
            if not function:
                message = _("compose_function_missing", default="Please say the function.")
                problems.append(Problem(message, f"function-{uid}"))
            yield {"title": function, "sender": uid}

    def _from_other(self) -> Iterator[dict[str, Any]]:
        other = self.other()
        people = self.chosen("people") == "1"
        for row in other["seats"] if other else ():
            if row["ticked"]:
                yield copied(row["seat"], people)

    def _own(self, problems: list[Problem]) -> Iterator[dict[str, Any]]:
        function = self._function("own")
        if function:
            yield {"title": function}

    def _day(self, name: str, problems: list[Problem]) -> date | None:
        text = self.chosen(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            message = _("error_date", default="This is no date. Example: 30.11.2026")
            problems.append(Problem(message, name))
            return None

    # What stands in the request

    def _ticked(self, name: str) -> list[str]:
        value = self.request.form.get(name, [])
        values = [value] if isinstance(value, str) else value
        return [item for item in values if isinstance(item, str)] if values else []

    def _function(self, name: str) -> str:
        return " ".join(self.chosen(name).split())[:LONGEST]

    def _default(self, title: str) -> str:
        return self.say(
            _(
                "compose_default_function",
                default="Representative of ${actor}",
                mapping={"actor": title},
            )
        )[:LONGEST]

    def _filter(self, name: str, label: str, options: dict[str, str]) -> dict[str, Any]:
        return {
            "name": name,
            "label": self.say(label),
            "options": options,
            "chosen": self.chosen(name),
        }

    def _actors(self) -> listing.Found:
        query: dict[str, Any] = {"portal_type": "Actor"}
        if self.chosen("category") in self.titles("categories"):
            query["category"] = self.chosen("category")
        if self.chosen("municipality") in self.municipality_names:
            query["municipalities"] = [self.chosen("municipality"), COUNTY_WIDE]
        uids: set[str] | None = set(self.context.candidates) if self.only_candidates else None
        if self.chosen("topic") in self.titles("topics"):
            named = self._of_topic(self.chosen("topic"))
            uids = named if uids is None else uids & named
        if uids is not None:
            query["UID"] = sorted(uids) or ["-"]
        return listing.find(SHOWN, **query)

    def _of_topic(self, topic: str) -> set[str]:
        ids = terms.below(self.terms("topics"), topic)
        found = {brain.UID for brain in listing.find(portal_type="Actor", topics=ids).brains}
        offers = listing.find(portal_type="Offer", topics=ids).brains
        above = sorted({brain.getPath().rpartition("/")[0] for brain in offers})
        if above:
            paths = {"query": above, "depth": 0}
            found |= {b.UID for b in listing.find(portal_type="Actor", path=paths).brains}
        return found

    def _others(self) -> list[Any]:
        own = api.content.get_uuid(self.context)
        found = self.once("compose others", lambda: listing.find(portal_type="Committee").brains)
        return [brain for brain in found if own != brain.UID]

    def _seated(self) -> set[str]:
        return {
            uid
            for seat in seats.seats_on(self.context, today())
            for uid in (seat.sender, *seat.represents)
            if uid
        }


def copied(seat: Sitting, people: bool) -> dict[str, Any]:
    """The values of a seat like this one, with or without those who hold it."""
    values: dict[str, Any] = {
        "title": seat.function,
        "description": seat.remark,
        "sender": seat.sender,
        "represents": list(seat.represents),
        "voting": seat.voting,
    }
    if people:
        values |= {"holder": seat.holder, "deputies": list(seat.deputies)}
    return values
