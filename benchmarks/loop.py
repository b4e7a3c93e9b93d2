"""Gap reports, proposals, decisions and mandates made up for measuring: marked as test data.

They are spread over states, municipalities, topics and working groups, the same in every run but
for the day. What they came from is as in the loop: gap, proposal, decision, mandates. States are
set without the acts that lead to them, which would take hours.
"""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from typing import Any

import transaction


TEXT = "Testdaten: Das gibt es nicht, es wurde für eine Messung erzeugt. " * 8
GAP_STATES = ("reported", "in_review", "assigned", "in_proposal", "resolved", "dropped", "assigned")
PROPOSAL_STATES = (
    "draft",
    "in_consultation",
    "submitted",
    "adopted",
    "in_implementation",
    "implemented",
    "rejected",
    "withdrawn",
)
DECIDED = ("adopted", "in_implementation", "implemented", "rejected")
MANDATE_STATES = ("issued", "in_progress", "reported_done", "confirmed", "declined", "revoked")
SAVEPOINT, COMMIT = 100, 500
#: Working groups and their levels.
GROUPS = {"messung-0": "structure", "messung-1": "case", "messung-2": "case", "messung-3": "case"}


@dataclass
class Made:
    """UIDs of what was made so far, in order."""

    gaps: list[str] = field(default_factory=list)
    proposals: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    mandates: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return sum(map(len, (self.gaps, self.proposals, self.decisions, self.mandates)))


def convene(site: Any, person: str) -> None:
    """The working groups; somebody sits in the first of them."""
    from kim.portal.committees import seats
    from kim.portal.county import publication
    from plone import api

    for name, level in GROUPS.items():
        title = f"Testdaten {name}"
        group = api.content.create(site["gremien"], "Committee", name, title=title, level=level)
        publication.publish(group)
    first = site["gremien"][next(iter(GROUPS))]
    seats.add(first, title="Testsitz", holder=person, valid_from=date(2000, 1, 1))


class Maker:
    """Makes more of it, up to a number of each."""

    def __init__(self, site: Any, made: Made) -> None:
        from kim.portal.county import terms

        self.site, self.made = site, made
        self.towns = sorted(site["kommunen"].objectIds())
        self.topics = [term.id for term in terms.terms("topics")]
        self.groups = [site["gremien"][name] for name in GROUPS]
        find = site.portal_catalog.unrestrictedSearchResults
        (steering,) = find(portal_type="Committee", committee_level="steering")
        self.steering = steering.getObject()

    def grow(self, gaps: int, proposals: int, decisions: int, mandates: int) -> None:
        for found, most, make in (
            (self.made.gaps, gaps, self._gap),
            (self.made.proposals, proposals, self._proposal),
            (self.made.decisions, decisions, self._decision),
            (self.made.mandates, mandates, self._mandate),
        ):
            while len(found) < most:
                found.append(make(len(found)))
                self._keep()
        transaction.commit()

    def _keep(self) -> None:
        if len(self.made) % COMMIT == 0:
            transaction.commit()
        elif len(self.made) % SAVEPOINT == 0:
            transaction.savepoint(optimistic=True)

    def _gap(self, number: int) -> str:
        from kim.portal.gaps.standing import grant
        from plone import api

        gap = self._add(
            self.site["luecken"],
            "GapReport",
            title=f"Testdaten: Lücke {number}",
            text=TEXT,
            municipalities=[self.towns[number % len(self.towns)]],
            topics=[self.topics[number % len(self.topics)]],
        )
        state = GAP_STATES[number % len(GAP_STATES)]
        gap.reporter, gap.reported_on = "nobody", date.today()
        if state in ("assigned", "in_proposal"):
            gap.committee = api.content.get_uuid(self.groups[number % len(self.groups)])
        _arrive(gap, state, number)
        grant(gap)
        return self._indexed(gap)

    def _proposal(self, number: int) -> str:
        from kim.portal.proposals import folders
        from kim.portal.proposals.standing import grant

        group = self.groups[number % len(self.groups)]
        proposal = self._add(
            folders.proposals_folder(group),
            "Proposal",
            title=f"Testdaten: Vorschlag {number}",
            problem=TEXT,
            motion=TEXT,
        )
        gaps = self.made.gaps
        # Gap 3 is in a proposal, and so is every seventh after it.
        proposal.gaps = tuple(gaps[(3 + 7 * (number * 3 + n)) % len(gaps)] for n in (0, 1, 2))
        _arrive(proposal, PROPOSAL_STATES[number % len(PROPOSAL_STATES)], number)
        grant(proposal)
        return self._indexed(proposal)

    def _decision(self, number: int) -> str:
        from kim.portal.decisions import chain
        from kim.portal.decisions import register
        from kim.portal.decisions.standing import grant

        folder = register.folder_of(self.steering)
        sequence, name, before = register.enter(folder, date.today().year)
        decision = self._add(folder, "Decision", id=f"testdaten-{number}")
        record = {
            "title": f"Testdaten: Beschluss {number}",
            "text": TEXT,
            "outcome": "unchanged",
            "number": name,
            "sequence": sequence,
            "before": before,
            "day": date.today().isoformat(),
            "proposal": self._decided(number),
            "municipalities": [self.towns[number % len(self.towns)]],
            "topics": [self.topics[number % len(self.topics)]],
        }
        decision.kept = chain.written(record)
        decision.seal = register.seal(folder, record)
        _arrive(decision, ("recorded", "published")[number % 2], number)
        grant(decision)
        return self._indexed(decision)

    def _decided(self, number: int) -> str | None:
        """The proposal that decision number n is about; some are about none."""
        turn, place = divmod(number, len(DECIDED))
        at = turn * len(PROPOSAL_STATES) + PROPOSAL_STATES.index(DECIDED[place])
        return self.made.proposals[at] if at < len(self.made.proposals) else None

    def _mandate(self, number: int) -> str:
        from kim.portal.mandates.standing import grant
        from plone import api

        decision = api.content.get(UID=self.made.decisions[number % len(self.made.decisions)])
        mandate = self._add(
            decision,
            "Mandate",
            title=f"Testdaten: Auftrag {number}",
            addressee=f"municipality:{self.towns[number % len(self.towns)]}",
            due=date.today() + timedelta(number % 90 - 20),
            decision=api.content.get_uuid(decision),
        )
        mandate.municipalities = list(decision.municipalities)
        mandate.topics = list(decision.topics)
        _arrive(mandate, MANDATE_STATES[number % len(MANDATE_STATES)], number)
        grant(mandate)
        return self._indexed(mandate)

    def _add(self, folder: Any, portal_type: str, id: str = "", **values: Any) -> Any:
        from plone.dexterity.utils import addContentToContainer
        from plone.dexterity.utils import createContent

        content = createContent(portal_type, **values)
        content.id = id or f"testdaten-{portal_type.lower()}-{len(self.made):05d}"
        content.creators = ()
        return addContentToContainer(folder, content, checkConstraints=False)

    def _indexed(self, content: Any) -> str:
        from plone import api

        content.reindexObject()
        return api.content.get_uuid(content)


def _arrive(content: Any, state: str, number: int) -> None:
    """Into a state since some day, as if by a step of the office."""
    from DateTime import DateTime
    from plone import api

    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getWorkflowsFor(content)
    entry = {
        "action": "review",
        "actor": "admin",
        "comments": "Testdaten",
        "review_state": state,
        "time": DateTime() - number % 100,
    }
    content.workflow_history[workflow.getId()] += (entry,)
    workflow.updateRoleMappingsFor(content)
