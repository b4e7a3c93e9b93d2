"""Making a proposal: its add form, which may begin with gap reports, and the way there from one."""

from kim.portal import _
from kim.portal.forms.act import ActForm
from kim.portal.gaps.triage import committee_by_uid
from kim.portal.proposals import folders
from kim.portal.proposals import forms
from kim.portal.proposals import gathering
from kim.portal.proposals import steps
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking.life import NotPossible
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.z3cform import layout
from typing import Any
from urllib.parse import urlencode
from z3c.form import button
from z3c.form.interfaces import HIDDEN_MODE
from zExceptions import NotFound


#: What the address says of gap reports: ``?gap=<UID>``, as often as there are some.
GAP = "gap"


def address(folder_url: str, uids: list[str]) -> str:
    """Where a proposal begins with these gap reports."""
    query = urlencode([(GAP, uid) for uid in uids])
    return f"{folder_url}/++add++Proposal" + (f"?{query}" if query else "")


class AddForm(DefaultAddForm):
    """``++add++Proposal``: prefilled from the gap reports that the address names."""

    portal_type = "Proposal"
    additionalSchemata: tuple[Any, ...] = (forms.IGaps,)

    def update(self) -> None:
        self.request.response.setHeader("Cache-Control", "no-store")
        super().update()

    def updateWidgets(self, prefix: str | None = None) -> None:
        super().updateWidgets(prefix)
        self._fill()

    def _fill(self) -> None:
        """Only when it is opened: afterwards what was typed counts."""
        asked = self.request.form.get(GAP)
        if not asked or self.request.method == "POST":
            return
        uids = [asked] if isinstance(asked, str) else list(asked)
        try:
            found = gathering.gaps([uid for uid in uids if isinstance(uid, str)])
        except NotPossible as error:
            # Whether it is hidden, answered or none at all, is not told.
            raise NotFound(self.request.getURL()) from error
        values = gathering.beginning(found) if found else {}
        values["IGaps.gaps"] = [gap.UID() for gap in found]
        for name, value in values.items():
            widget = self.widgets.get(name)
            if widget is not None and widget.mode != HIDDEN_MODE:
                widget.value = value

    def create(self, data: dict[str, Any]) -> Proposal:
        self.to_answer = data.pop("IGaps.gaps", None) or []
        return super().create(data)

    def add(self, object: Proposal) -> None:
        super().add(object)
        made = self.container[object.getId()]
        steps.answer(made, gathering.gaps(self.to_answer))


class AddView(DefaultAddView):
    """See AddForm."""

    form = AddForm


class ProposeForm(ActForm):
    """``@@propose`` on a gap report: to the form in the folder of its working group, or of another.

    It leads there only; the report changes when the proposal is made.
    """

    schema = forms.IWorkingGroup
    label = _("propose_title", default="Make a proposal")

    def update(self) -> None:
        if not gathering.may_propose(self.context):
            raise NotFound(self.request.getURL())
        own = self._own()
        if own is not None:
            self.request.response.redirect(own)
            return
        super().update()

    def _own(self) -> str | None:
        """Whoever deals with it goes straight to the form."""
        if not self.context.committee:
            return None
        try:
            committee = committee_by_uid(self.context.committee)
        except NotPossible:
            return None
        return self._address(committee) if gathering.may_add(committee) else None

    def _address(self, committee: Any) -> str:
        folder = folders.proposals_folder(committee)
        return address(folder.absolute_url(), [self.context.UID()])

    @button.buttonAndHandler(_("button_go", default="Go on"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None:
            return
        committee = committee_by_uid(data["committee"])
        self.request.response.redirect(self._address(committee))

    @button.buttonAndHandler(_("button_back", default="Back"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()


ProposeView = layout.wrap_form(ProposeForm)
