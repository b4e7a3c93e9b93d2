"""The steps of a proposal for programs: ``POST @workflow/<step>``."""

from kim.portal.access.acts import IAct
from kim.portal.access.parameters import BadParameter
from kim.portal.deliberation import placing
from kim.portal.deliberation import steps
from kim.portal.deliberation.answers import asked
from kim.portal.deliberation.answers import text_in
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.interfaces import IKimLayer
from kim.portal.proposals import gathering
from kim.portal.proposals import life
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer


class Act:
    """Base of the steps over ``POST @workflow/<step>``."""

    def __init__(self, proposal: Proposal, request: IKimLayer) -> None:
        self.proposal = proposal

    def __call__(self, data: dict[str, Any]) -> None:
        asked(lambda: self.act(data))

    def act(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Table(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.table(self.proposal)


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Submit(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.submit(self.proposal)


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Refer(Act):
    """``{"committee": UID, "reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.refer(self.proposal, text_in(data, "committee"), text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Withdraw(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.withdraw(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Return(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.give_back(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Schedule(Act):
    """``{"meeting": UID, "late": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        meeting = gathering.named(text_in(data, "meeting"))
        placing.schedule(self.proposal, meeting, text_in(data, "late", ""))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Unschedule(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        placing.take_off(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Postpone(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        placing.postpone(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class ReferBack(Act):
    """``{"question": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        placing.refer_back(self.proposal, text_in(data, "question"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Close(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.close(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IGapReport, IKimLayer)
class Propose:
    """``{"proposal": UID}`` on a gap report: a proposal that is to answer it."""

    def __init__(self, gap: GapReport, request: IKimLayer) -> None:
        self.gap = gap

    def __call__(self, data: dict[str, Any]) -> None:
        proposal = gathering.named(text_in(data, "proposal"))
        writes = proposal is not None and IProposal.providedBy(proposal)
        if not writes or not api.user.has_permission(life.PREPARE, obj=proposal):
            raise BadParameter("proposal", "must be the UID of a proposal that you prepare")
        asked(lambda: steps.answer(proposal, gathering.gaps([api.content.get_uuid(self.gap)])))
