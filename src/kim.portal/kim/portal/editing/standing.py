"""``@@kim-editing``: where an entry stands, and what the user may do with it now."""

from kim.portal.county import publication
from kim.portal.editing import changes
from kim.portal.editing.permissions import may
from kim.portal.editing.permissions import REVIEW
from kim.portal.editing.permissions import SUBMIT
from plone import api
from plone.dexterity.content import DexterityContent
from Products.Five import BrowserView


def rejection(entry: DexterityContent) -> str:
    """Why the office gave a draft back, empty where it did not."""
    workflow = api.portal.get_tool("portal_workflow")
    history = workflow.getHistoryOf(publication.WORKFLOW, entry) or ()
    last = history[-1] if history else {}
    return last.get("comments", "") if last.get("action") == publication.REJECT else ""


class Standing(BrowserView):
    """For actions, templates and the pages that take a step."""

    @property
    def state(self) -> str | None:
        return api.content.get_state(self.context, None)

    @property
    def original(self) -> DexterityContent | None:
        return changes.original(self.context)

    def may_change(self) -> bool:
        """Propose a change to what is published."""
        return changes.may_check_out(self.context)

    def may_submit(self) -> bool:
        return self.state == publication.DRAFT and may(SUBMIT, self.context)

    def may_reject(self) -> bool:
        return self.state == publication.PENDING and may(REVIEW, self.context)

    def may_publish(self) -> bool:
        """The office; a working copy is checked in instead."""
        open_states = (publication.DRAFT, publication.PENDING)
        return self.state in open_states and self.original is None and may(REVIEW, self.context)

    def may_check_in(self) -> bool:
        return changes.may_take_over(self.context)

    def may_discard(self) -> bool:
        return self.context.restrictedTraverse("@@iterate_control").cancel_allowed()
