"""The steps of a proposal for programs: ``POST @workflow/<step>``."""

from kim.portal.access.parameters import BadParameter
from kim.portal.access.sent import text_in
from kim.portal.deliberation import placing
from kim.portal.deliberation import steps
from kim.portal.gaps.gap import IGapReport
from kim.portal.interfaces import IKimLayer
from kim.portal.proposals import gathering
from kim.portal.proposals import life
from kim.portal.proposals.proposal import IProposal
from kim.portal.tracking.answers import Act
from plone import api
from typing import Any
from zope.component import adapter


@adapter(IProposal, IKimLayer)
class Table(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.table(self.content)


@adapter(IProposal, IKimLayer)
class Submit(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.submit(self.content)


@adapter(IProposal, IKimLayer)
class Refer(Act):
    """``{"committee": UID, "reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.refer(self.content, text_in(data, "committee"), text_in(data, "reason"))


@adapter(IProposal, IKimLayer)
class Withdraw(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.withdraw(self.content, text_in(data, "reason"))


@adapter(IProposal, IKimLayer)
class Return(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.give_back(self.content, text_in(data, "reason"))


@adapter(IProposal, IKimLayer)
class Schedule(Act):
    """``{"meeting": UID, "late": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        meeting = gathering.named(text_in(data, "meeting"))
        placing.schedule(self.content, meeting, text_in(data, "late", ""))


@adapter(IProposal, IKimLayer)
class Unschedule(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        placing.take_off(self.content, text_in(data, "reason"))


@adapter(IProposal, IKimLayer)
class Postpone(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        placing.postpone(self.content, text_in(data, "reason"))


@adapter(IProposal, IKimLayer)
class ReferBack(Act):
    """``{"question": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        placing.refer_back(self.content, text_in(data, "question"))


@adapter(IProposal, IKimLayer)
class Close(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.close(self.content, text_in(data, "reason"))


@adapter(IGapReport, IKimLayer)
class Propose(Act):
    """``{"proposal": UID}`` on a gap report: a proposal that is to answer it."""

    def act(self, data: dict[str, Any]) -> None:
        proposal = gathering.named(text_in(data, "proposal"))
        writes = proposal is not None and IProposal.providedBy(proposal)
        if not writes or not api.user.has_permission(life.PREPARE, obj=proposal):
            raise BadParameter("proposal", "must be the UID of a proposal that you prepare")
        steps.answer(proposal, gathering.gaps([api.content.get_uuid(self.content)]))
