"""Taking a workflow step over the API and over Plone's own page.

First the permission and the guard are asked, then the request is read, then something is written.
A refused step leaves neither a date nor a word about the steps before.
"""

from AccessControl import Unauthorized
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from collections.abc import Mapping
from DateTime import DateTime
from kim.portal import _
from kim.portal.access.acts import IAct
from kim.portal.access.authorship import may_see_authors
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.access.steps import Step
from kim.portal.access.steps import step_of
from kim.portal.access.summaries import may_view
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.app.content.browser.content_status_modify import ContentStatusModifyView
from plone.base.defaultpage import check_default_page_via_view
from plone.dexterity.interfaces import IDexterityContent
from plone.protect import CheckAuthenticator
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.serializer.converters import json_compatible
from plone.restapi.services import Service
from plone.restapi.services.workflow.info import WorkflowInfo
from plone.restapi.services.workflow.transition import WorkflowTransition
from Products.CMFCore.interfaces import IFolderish
from Products.CMFCore.interfaces import IWorkflowAware
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer


DATES = ("effective", "expires")
#: Longer than any reason; a comment is kept with the entry for ever.
MOST_COMMENT = 5_000

NOT_FROM_HERE = _(
    "step_not_from_here", default="This step is not possible in the entry's present state."
)
UNKNOWN_STEP = _("step_unknown", default="There is no such step.")
COMMENT_MISSING = _("step_comment_missing", default="comment: please give a reason for this step.")
COMMENT_TOO_LONG = _("step_comment_too_long", default="comment: please be shorter.")
NOT_PERMITTED = _("step_not_permitted", default="You may not take this step.")
STATE_CHANGED = _("step_done", default="The state is now: ${state}.")
DATES_CHANGED = _("step_dates_done", default="The dates have been saved, the state is unchanged.")
NOTHING_CHANGED = _("step_nothing_done", default="Nothing has been changed.")


class Transition(WorkflowTransition):
    """``POST @workflow/<step>``: 404 where the entry is hidden, 401 or 403 without the right.

    A step that needs data is an act (`acts.py`); the body is what it needs. 400 where the step is
    unknown or not possible from the present state, also when the entry is
    already where the step leads, and where a reason is asked for and ``comment`` is missing.
    """

    def reply(self) -> dict[str, Any]:
        if not may_view(self.context):
            raise NotFound(self.request.getURL())
        step = self._permitted_step()
        act = queryMultiAdapter((self.context, self.request), IAct, name=step.transition.id)
        if act is not None:
            return self._act(act)
        data = self._data()
        comment = data["comment"]
        self._check_possible(step, comment)
        alsoProvides(self.request, IDisableCSRFProtection)
        # Everything below raises rather than answers: nothing half done is kept.
        self._take(self.context, data)
        if data.get("include_children"):
            for child in self._steps_below(self.context):
                if not child.possible(comment):
                    raise BadRequest(self._said(NOT_FROM_HERE))
                self._take(child.content, data)
        return self._own_step()

    def _act(self, act: IAct) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            act(json_body(self.request))
        except BadParameter as error:
            raise refused(error) from error
        except WorkflowException as error:
            raise BadRequest(self._said(NOT_FROM_HERE)) from error
        return self._own_step()

    def _said(self, message: str) -> str:
        return translate(message, context=self.request)

    def _permitted_step(self) -> Step:
        step = step_of(self.context, self.transition or "")
        if step is not None and step.permitted:
            return step
        if api.user.is_anonymous():
            raise Unauthorized(self._said(NOT_PERMITTED))
        if step is None:
            raise BadRequest(self._said(UNKNOWN_STEP))
        raise Forbidden(self._said(NOT_PERMITTED))

    def _data(self) -> dict[str, Any]:
        data = json_body(self.request)
        data["comment"] = data.get("comment") or ""
        if not isinstance(data["comment"], str) or len(data["comment"]) > MOST_COMMENT:
            raise BadRequest(self._said(COMMENT_TOO_LONG))
        if any(name in data for name in DATES) and not api.user.has_permission(
            "Modify portal content", obj=self.context
        ):
            raise Forbidden(self._said(NOT_PERMITTED))
        return data

    def _check_possible(self, step: Step, comment: str) -> None:
        if step.possible(comment):
            return
        missing = not comment.strip() and step.lacks_only_comment
        raise BadRequest(self._said(COMMENT_MISSING if missing else NOT_FROM_HERE))

    def _take(self, content: IDexterityContent, data: Mapping[str, Any]) -> None:
        dates = {name: data[name] for name in DATES if name in data}
        if dates:
            getMultiAdapter((content, self.request), IDeserializeFromJson)(data=dates)
        try:
            self.wftool.doActionFor(content, self.transition, comment=data["comment"])
        except WorkflowException as error:
            raise BadRequest(translate(str(error), context=self.request)) from error
        if content.EffectiveDate() == "None":
            content.setEffectiveDate(DateTime())
            content.reindexObject(idxs=["effective", "effectiveRange"])

    def _steps_below(self, container: IDexterityContent) -> Iterator[Step]:
        """The step on everything inside that knows it and has not taken it yet."""
        if not IFolderish.providedBy(container):
            return
        for child in container.objectValues():
            step = step_of(child, self.transition)
            if step is not None and not step.reached:
                yield step
            yield from self._steps_below(child)

    def _own_step(self) -> dict[str, Any]:
        """The entry in the history that this request made."""
        workflow = self.wftool.getWorkflowsFor(self.context)[0]
        entry = dict(self.wftool.getStatusOf(workflow.getId(), self.context))
        title = self.wftool.getTitleForStateOnType(
            entry[workflow.state_var], self.context.portal_type
        )
        entry["title"] = self.context.translate(title)
        return json_compatible(entry)


@implementer(IExpandableElement)
@adapter(IWorkflowAware, IKimLayer)
class DiscreetWorkflowInfo(WorkflowInfo):
    """State and possible steps; the history with its actors for editors and reviewers alone."""

    def __call__(self, expand: bool = False) -> dict[str, Any]:
        result = super().__call__(expand)
        if "history" in result["workflow"] and not may_see_authors(self.context):
            result["workflow"]["history"] = []
        return result


class DiscreetWorkflowInfoService(Service):
    """``GET @workflow``."""

    def reply(self) -> dict[str, Any]:
        return DiscreetWorkflowInfo(self.context, self.request)(expand=True)["workflow"]


class StatusModify(ContentStatusModifyView):
    """``content_status_modify``: takes the step that its comment allows and says what happened."""

    def __call__(
        self,
        workflow_action: str | None = None,
        comment: str = "",
        effective_date: Any = None,
        expiration_date: Any = None,
        **kwargs: Any,
    ) -> Any:
        if not workflow_action:
            return super().__call__(workflow_action)
        CheckAuthenticator(self.request)
        content = aq_inner(self.context)
        step = step_of(content, workflow_action)
        form = self.request.form
        effective = effective_date or form.get("form.widgets.effective_date")
        expiration = expiration_date or form.get("form.widgets.expiration_date")
        if step is not None and step.possible(comment):
            message, kind = self._take(step, comment, effective, expiration), "info"
            self._take_container_along(step, comment, effective, expiration)
        elif step is not None:
            message, kind = self._refusal(step, comment), "error"
        elif self._save_dates(content, effective, expiration):
            message, kind = DATES_CHANGED, "info"
        else:
            message, kind = NOTHING_CHANGED, "warning"
        IStatusMessage(self.request).add(message, type=kind)
        return self.request.response.redirect(self._address(content))

    def _take(self, step: Step, comment: str, effective: Any, expiration: Any) -> str:
        content = step.content
        # The right to edit may end or begin with the step.
        saved = self._save_dates(content, effective, expiration)
        api.portal.get_tool("portal_workflow").doActionFor(
            content, step.transition.id, comment=comment
        )
        if not saved:
            self._save_dates(content, effective, expiration)
        if content.EffectiveDate() == "None":
            content.setEffectiveDate(DateTime())
            content.reindexObject(idxs=["effective", "effectiveRange"])
        tool = api.portal.get_tool("portal_workflow")
        title = tool.getTitleForStateOnType(api.content.get_state(content), content.portal_type)
        state = translate(title, domain="plone", context=self.request)
        return _("step_done", default="The state is now: ${state}.", mapping={"state": state})

    def _take_container_along(
        self, step: Step, comment: str, effective: Any, expiration: Any
    ) -> None:
        """As in stock Plone, a folder follows the page that stands for it, where that may be."""
        if check_default_page_via_view(step.content, self.request):
            container = step_of(aq_parent(step.content), step.transition.id)
            if container is not None and container.possible(comment):
                self._take(container, comment, effective, expiration)

    def _refusal(self, step: Step, comment: str) -> str:
        if not step.permitted:
            return NOT_PERMITTED
        return COMMENT_MISSING if not comment and step.lacks_only_comment else NOT_FROM_HERE

    def _save_dates(self, content: IDexterityContent, effective: Any, expiration: Any) -> bool:
        if not (effective or expiration):
            return False
        self.plone_utils = api.portal.get_tool("plone_utils")
        try:
            self.editContent(content, effective, expiration)
        except Unauthorized:
            return False
        return True

    def _address(self, content: IDexterityContent) -> str:
        types = api.portal.get_registry_record("plone.types_use_view_action_in_listings")
        suffix = "/view" if content.portal_type in types else ""
        return content.absolute_url() + suffix
