"""A scheduled proposal in the pack of its meeting, as the reader may see it."""

from hashlib import blake2b
from kim.portal import _
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import IAgendaItem
from kim.portal.packs.places import IPackSource
from kim.portal.printing.binding import Part
from kim.portal.proposals import gathering
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.proposals.opinions import Opinion
from kim.portal.proposals.views import OfProposals
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer


PAPER = _("proposal_paper_title", default="Proposal: ${title}")


class Sheet(OfProposals):
    """The proposal's own pages: the text as it was submitted, opinions, gap reports."""

    index = ViewPageTemplateFile("sheet.pt")

    def __call__(self) -> str:
        return self.index()

    @property
    def group(self) -> str:
        return self.committee.title

    @property
    def version(self) -> int | None:
        found = versions.latest(self.context)
        return found.number if found else None

    @property
    def texts(self) -> dict[str, str]:
        found = versions.latest(self.context)
        return found.texts if found else versions.texts(self.context)

    @property
    def fields(self) -> list[tuple[str, str]]:
        texts = self.texts
        shown = [name for name in versions.TEXTS if name != "title" and texts.get(name)]
        return [(self.say(versions.TITLES[name]), texts[name]) for name in shown]

    def opinions(self) -> list[Opinion]:
        return opinions.asked(self.context)

    def gaps(self) -> list[Any]:
        """Those that the reader may see."""
        return gathering.brains(self.context.gaps or (), "GapReport")


@implementer(IPackSource)
@adapter(IAgendaItem)
class ProposalOfItem:
    """The proposal on an item, for who may see it; its mark is what it says."""

    order = 10

    def __init__(self, item: AgendaItem) -> None:
        self.proposal = scheduling.proposal_of(item)

    def mark(self) -> bytes:
        """Opinions fall silent with the day, readers see other gap reports: so no serials."""
        texts = [part.title + (part.html or "") for part in self.parts()]
        return blake2b("\0".join(texts).encode(), digest_size=16).digest()

    def parts(self) -> list[Part]:
        proposal = self.proposal
        if proposal is None or not api.user.has_permission("View", obj=proposal):
            return []
        sheet = Sheet(proposal, getRequest())
        title = _(PAPER, default=PAPER.default, mapping={"title": proposal.title})
        return [Part(sheet.say(title), html=sheet())]
