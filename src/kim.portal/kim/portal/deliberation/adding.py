"""Making a proposal: its add form, which may begin with gap reports."""

from kim.portal.deliberation import forms
from kim.portal.deliberation import steps
from kim.portal.proposals import gathering
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking.life import NotPossible
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from typing import Any
from z3c.form.interfaces import HIDDEN_MODE
from zExceptions import NotFound


#: What the address says of gap reports: ``?gap=<UID>``, as often as there are some.
GAP = "gap"


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
        uids = asked if isinstance(asked, list) else [asked]
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
