"""The committees and people of the whole way from a gap to its result."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import time
from forms.posting import Person
from kim.portal.committees import seats
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.decisions import confirming
from kim.portal.decisions import recording
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import UNCHANGED
from kim.portal.deliberation import placing
from kim.portal.deliberation import steps
from kim.portal.gaps.gap import GapReport
from kim.portal.invitations import inviting
from kim.portal.meetings import planning
from kim.portal.meetings.meeting import Meeting
from kim.portal.proposals import checks
from kim.portal.proposals import folders
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import Proposal
from kim.portal.reporting import reporting
from kim.portal.sessions import conduct
from kim.portal.triage import triage
from plone import api
from tests.layers import address


PASSWORD = "Kaffeetasse-7-Regal"
#: Who takes part, and what they are.
PEOPLE = {
    "case": "case manager",
    "office": "office",
    "office2": "office",
    "fall": "member of the case level",
    "fallchair": "chair of the case level",
    "struktur": "member of the structural level",
    "chair": "chair of the steering group",
    "steering": "member of the steering group",
    "town": "editor of a municipality",
    "foreign": "nobody in particular",
}


TEXTS = {
    "title": "Sprachkurse am Abend",
    "problem": "Wer arbeitet, lernt kein Deutsch.",
    "motion": "Die Volkshochschulen bieten Kurse am Abend an.",
}


@dataclass
class Loop:
    """Three committees and their people (test data)."""

    steering: Committee
    structure: Committee
    cases: Committee
    people: dict[str, str]
    #: Of the next proposals.
    texts: dict[str, str] = field(default_factory=lambda: dict(TEXTS))

    def person(self, name: str | None = None) -> Person:
        """One of them in front of the portal's pages; without a name a visitor."""
        return Person(address(), name, PASSWORD)

    @contextmanager
    def acting(self, name: str) -> Iterator[None]:
        with api.env.adopt_user(username=name):
            yield

    def gap(self, **values: object) -> GapReport:
        """A report handed in by the case manager."""
        values.setdefault("title", "Kein Sprachkurs am Abend")
        values.setdefault("text", "Wer arbeitet, kann an keinem Kurs teilnehmen.")
        with self.acting("case"):
            gap = api.content.create(api.portal.get()["luecken"], "GapReport", **values)
            reporting.report(gap)
        return gap

    def assigned(self, **values: object) -> GapReport:
        """A report that the case level deals with."""
        gap = self.gap(**values)
        with self.acting("office"):
            triage.review(gap)
            triage.assign(gap, api.content.get_uuid(self.cases))
        return gap

    def proposal(self, *gaps: GapReport) -> Proposal:
        """A draft of the case level that answers these reports."""
        with self.acting("fall"):
            proposal = api.content.create(
                folders.proposals_folder(self.cases),
                "Proposal",
                **self.texts,
            )
            steps.answer(proposal, list(gaps))
        return proposal

    def submitted(self, *gaps: GapReport) -> Proposal:
        proposal = self.proposal(*gaps)
        with self.acting("fall"):
            steps.table(proposal)
            steps.submit(proposal)
        return proposal

    def meeting(self, **values: object) -> Meeting:
        """A planned meeting of the steering group, today."""
        values.setdefault("begins", time(14))
        values.setdefault("place", "Kreishaus")
        with self.acting("office"):
            return planning.plan(self.steering, day=today(), **values)

    def scheduled(self, meeting: Meeting, *gaps: GapReport) -> Proposal:
        proposal = self.submitted(*gaps)
        with self.acting("office"):
            checks.tick(proposal, [key for key, _title in checks.CHECKS])
            placing.schedule(proposal, meeting)
        return proposal

    def open(self, meeting: Meeting) -> None:
        with self.acting("office"):
            inviting.invite(meeting)
            conduct.begin(meeting)

    def decided(self, *gaps: GapReport, outcome: str = UNCHANGED) -> tuple[Proposal, Decision]:
        """A proposal and the decision on it."""
        meeting = self.meeting()
        proposal = self.scheduled(meeting, *gaps)
        self.open(meeting)
        item = scheduling.item_of(proposal)
        with self.acting("office"):
            recording.record(item, proposal.motion, outcome)
        with self.acting("chair"):
            return proposal, confirming.confirm(item)


def build_loop(portal) -> Loop:
    people = {}
    for name in PEOPLE:
        user = api.user.create(
            username=name,
            email=f"{name}@example.org",
            password=PASSWORD,
            properties={"fullname": f"{name.title()} Test"},
        )
        people[name] = user.getId()
    for name, group in (
        ("case", "kim-case-managers"),
        ("office", "kim-coordination"),
        ("office2", "kim-coordination"),
    ):
        api.group.add_user(groupname=group, username=name)
    town = api.content.create(portal["kommunen"], "Municipality", "altdorf", title="Altdorf")
    publication.publish(town)
    api.group.add_user(groupname="municipality-altdorf", username="town")
    made = [
        _committee(portal, name, title, level, seated, people)
        for name, title, level, seated in (
            ("lenkung", "Testlenkung", "steering", ("chair", "steering")),
            ("struktur", "Teststruktur", "structure", ("struktur",)),
            ("fall", "Testfall", "case", ("fallchair", "fall")),
        )
    ]
    return Loop(*made, people)


def build_decided(portal) -> Loop:
    """The same with a gap report, its proposal and the decision on that."""
    loop = build_loop(portal)
    loop.the_gap = loop.assigned()
    loop.the_proposal, loop.the_decision = loop.decided(loop.the_gap)
    return loop


def _committee(portal, name, title, level, seated, people) -> Committee:
    committee = api.content.create(portal["gremien"], "Committee", name, title=title, level=level)
    publication.publish(committee)
    for person in seated:
        seat = seats.add(
            committee,
            id=person,
            title=person.title(),
            holder=people[person],
            valid_from=date(2020, 1, 1),
        )
        if not committee.chair:
            committee.chair = api.content.get_uuid(seat)
    committee.reindexObject()
    return committee
