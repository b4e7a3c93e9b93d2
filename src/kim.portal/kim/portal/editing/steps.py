"""On top of an entry, for those who work on it: where it stands and what to do next."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.county import publication
from kim.portal.county.provenance import IProvenance
from kim.portal.editing import changes
from kim.portal.editing.permissions import may
from kim.portal.editing.permissions import MODIFY
from kim.portal.editing.permissions import REVIEW
from kim.portal.editing.standing import rejection
from kim.portal.editing.standing import Standing
from plone import api
from plone.app.iterate.browser.info import BaselineInfoViewlet
from plone.app.iterate.browser.info import CheckoutInfoViewlet
from plone.app.layout.viewlets.common import ViewletBase
from zope.i18n import translate


@dataclass(frozen=True)
class Step:
    """A button; ``name`` is the view it calls."""

    name: str
    title: str
    method: str = "get"
    first: bool = False


DRAFT = _(
    "steps_draft",
    default="only its editors and the office see this entry. Hand it in when it is ready.",
)
DRAFT_COPY = _(
    "steps_draft_copy",
    default="this is a proposed change. Hand it in when it is ready; until the office has taken it "
    "over, the published entry stays as it is.",
)
PENDING = _("steps_pending", default="the office checks this entry. You need do nothing now.")
PENDING_OFFICE = _("steps_pending_office", default="please check this entry.")
PUBLISHED = _(
    "steps_published",
    default="changes are proposed in a copy and checked by the office before they show.",
)
ARCHIVED = _("steps_archived", default="this entry is out of public view; nothing is deleted.")


class StepsViewlet(ViewletBase):
    """Shown to whoever may do something with the entry, or waits for it."""

    def update(self) -> None:
        super().update()
        self.standing = Standing(self.context, self.request)
        self.state = self.standing.state
        self.steps = self._steps()

    def render(self) -> str:
        waiting = self.state == publication.PENDING and not self.steps
        return self.index() if self.steps or waiting else ""

    @property
    def portal_url(self) -> str:
        return api.portal.get().absolute_url()

    @property
    def state_title(self) -> str:
        workflow = api.portal.get_tool("portal_workflow")
        title = workflow.getTitleForStateOnType(self.state, self.context.portal_type)
        return translate(title, domain="plone", context=self.request)

    @property
    def sentence(self) -> str:
        if self.state == publication.DRAFT:
            return DRAFT if self.standing.original is None else DRAFT_COPY
        if self.state == publication.PENDING:
            return PENDING_OFFICE if self.standing.may_reject() else PENDING
        return ARCHIVED if self.state == publication.ARCHIVED else PUBLISHED

    @property
    def rejection(self) -> str:
        return rejection(self.context) if self.state == publication.DRAFT else ""

    @property
    def begun(self) -> changes.Begun | None:
        return changes.begun(self.context) if self.standing.may_change() else None

    def _steps(self) -> list[Step]:
        standing, found = self.standing, []
        if standing.may_check_in():
            found.append(Step("content-checkin", _("button_check_in", default="Take over …")))
        if standing.may_publish():
            found.append(Step("kim-publish", _("button_publish", default="Publish"), "post"))
        if standing.may_submit() and not may(REVIEW, self.context):
            found.append(Step("kim-submit", _("button_submit", default="Hand in"), "post"))
        if standing.may_reject():
            found.append(Step("kim-reject", _("button_give_back", default="Give back …")))
        if may(MODIFY, self.context):
            found.append(Step("edit", _("button_edit", default="Edit")))
        elif standing.may_change() and self.begun is None:
            found.append(Step("kim-change", _("button_change", default="Propose a change …")))
        if standing.may_discard():
            found.append(
                Step("content-cancel-checkout", _("button_discard", default="Discard the change …"))
            )
        return [Step(s.name, s.title, s.method, n == 0) for n, s in enumerate(found)]


class BaselineInfo(BaselineInfoViewlet):
    """Plone's own words about working copies, where ours do not stand."""

    def render(self) -> str:
        return "" if IProvenance.providedBy(self.context) else super().render()


class CheckoutInfo(CheckoutInfoViewlet):
    """The same on the working copy."""

    def render(self) -> str:
        return "" if IProvenance.providedBy(self.context) else super().render()
