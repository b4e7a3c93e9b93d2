"""What a committee's page shows of proposals."""

from kim.portal.county.panels import Panel
from kim.portal.proposals import folders
from kim.portal.proposals import gathering
from kim.portal.proposals.listing import under_way
from kim.portal.proposals.views import OfProposals
from plone import api
from typing import Any


class CommitteePanel(Panel):
    """On a committee's page, for its members."""

    order = 22
    view = "kim-proposals"


class CommitteeProposals(OfProposals):
    """The proposals under way; nothing for who may not see the folder."""

    def __call__(self) -> str:
        return self.index() if self.is_open else ""

    @property
    def is_open(self) -> bool:
        folder = self.context.get(folders.PROPOSALS)
        return folder is not None and bool(api.user.has_permission("View", obj=folder))

    @property
    def url(self) -> str:
        return folders.proposals_folder(self.context).absolute_url()

    @property
    def adds(self) -> bool:
        return gathering.may_add(self.context)

    def under_way(self) -> list[Any]:
        return under_way(self.context)
