"""``@@board``, for the office: what is under way, by kind and state, and a list of it."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.access.guard import refusals
from kim.portal.committees.seat import today
from kim.portal.county.days import spoken
from kim.portal.county.page import Page
from kim.portal.directory.batch import Batch
from kim.portal.pending import asking
from kim.portal.pending import board
from kim.portal.pending import filters
from kim.portal.tracking.bodies import titles_of_groups
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import of_brain
from kim.portal.tracking.kinds import kind
from kim.portal.tracking.kinds import kinds
from plone import api
from typing import Any
from urllib.parse import urlencode


SORTS = {
    board.DUE: _("sort_due", default="What is due first"),
    board.AGE: _("sort_age", default="Longest in its state"),
    board.NEW: _("sort_new", default="Newest first"),
}
#: Values that mean nothing are named up to so many, and cut.
MOST_NAMED, LONGEST_NAMED = 5, 40


@dataclass(frozen=True)
class Line:
    """One thing of the list, all in words."""

    url: str
    title: str
    kind: str
    state: str
    since: str
    who: str
    todo: str
    due: str


class Board(Page):
    """Counts link to their lists; every filter stands in the address."""

    page_title = _("board_title", default="What is under way")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        with refusals():
            self.asked = board.asked(self.request.form)
        return self.index()

    @property
    def address(self) -> str:
        return f"{self.portal_url}/@@board"

    @property
    def language(self) -> str:
        return api.portal.get_current_language()

    def left_out(self) -> str:
        """What the address asks for and means nothing here."""
        named = [f"{name}={value}"[:LONGEST_NAMED] for name, value in self.asked.unknown.items()]
        return ", ".join(named[:MOST_NAMED])

    def counts(self) -> list[dict[str, Any]]:
        """A row a kind: how many in which state, each with the address of its list."""
        found = board.counts(self.asked)
        return [
            {
                "title": self.say(about.titles),
                "url": self._url(kind=about.portal_type, state=None),
                "total": sum(found[about.portal_type].values()),
                "states": [
                    {
                        "title": self.say(about.states[state]),
                        "count": count,
                        "url": self._url(kind=about.portal_type, state=state),
                    }
                    for state, count in found[about.portal_type].items()
                ],
            }
            for about in kinds()
        ]

    def selects(self) -> list[dict[str, Any]]:
        """All filters and the order, as selects of a plain form."""
        taken = self.asked.chosen
        found = [
            {
                "name": one.name,
                "label": self.say(one.title),
                "options": {value: self.say(title) for value, title in one.options.items()},
                "chosen": taken.get(one.name, filters.OPEN if one.name == "scope" else None),
                "all": one.name != "scope",
            }
            for one in self.asked.filters.values()
            if one.options
        ]
        options = {value: self.say(title) for value, title in SORTS.items()}
        label = self.say(_("filter_sort", default="Order"))
        order = {"name": "sort", "label": label, "options": options, "chosen": self.asked.sort}
        return [*found, {**order, "all": False}]

    def results(self) -> dict[str, Any]:
        found = board.found(self.asked)
        batch = Batch(
            self.asked.page, board.PAGE_SIZE, found.total, self.address, self.asked.parameters
        )
        return {"lines": self._lines(found.brains), "total": found.total, "batch": batch}

    def _lines(self, brains: list[Any]) -> list[Line]:
        day = today()
        rows = [(brain, [d for d in of_brain(brain) if not d.is_over(day)]) for brain in brains]
        groups = {who for _brain, duties in rows for duty in duties for who in duty.who}
        titles = titles_of_groups(sorted(groups), self.language)
        return [self._line(brain, duties, titles) for brain, duties in rows]

    def _line(self, brain: Any, duties: list[Duty], titles: dict[str, str]) -> Line:
        about = kind(brain.portal_type)
        due = min((duty.due for duty in duties if duty.due), default=None)
        who = dict.fromkeys(titles[who] for duty in duties for who in duty.who)
        todo = dict.fromkeys(self.say(about.todo.get(duty.key, "")) for duty in duties)
        return Line(
            brain.getURL(),
            brain.Title,
            self.say(about.title),
            self._state(brain, duties),
            spoken(brain.state_since, today(), self.language),
            ", ".join(who),
            ", ".join(todo),
            asking.spoken_due(due, self.language),
        )

    def _state(self, brain: Any, duties: list[Duty]) -> str:
        state = self.say(kind(brain.portal_type).states.get(brain.review_state, ""))
        if duties and all(duty.rests(today()) for duty in duties):
            put_off = self.say(_("board_put_off", default="put off"))
            return f"{state}, {put_off}"
        return state

    def _url(self, **changes: str | None) -> str:
        """The address with other values; None takes one out."""
        values = {**self.asked.parameters, **changes}
        values.pop("scope", None)
        return f"{self.address}?{urlencode({k: v for k, v in values.items() if v})}#list"
