"""Whether a workflow step may be taken: asked before anything else is looked at or written."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from dataclasses import dataclass
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from Products.DCWorkflow.Guard import Guard
from Products.DCWorkflow.Transitions import TransitionDefinition


@dataclass(frozen=True)
class Step:
    """A transition of one of an entry's workflows, as the current user meets it."""

    content: IDexterityContent
    workflow: DCWorkflowDefinition
    transition: TransitionDefinition

    @property
    def permitted(self) -> bool:
        """Whether the user has the right to it, in whatever state the entry is."""
        guard = self.transition.guard
        if guard is None:
            return True
        rights = Guard()
        rights.permissions = guard.permissions
        rights.roles = guard.roles
        rights.groups = guard.groups
        return bool(rights.check(getSecurityManager(), self.workflow, self.content))

    def possible(self, comment: str = "") -> bool:
        """Whether it can be taken from here, now, with this comment."""
        return bool(
            self.workflow.isActionSupported(self.content, self.transition.id, comment=comment)
        )

    @property
    def lacks_only_comment(self) -> bool:
        return not self.possible() and self.possible(comment="…")

    @property
    def reached(self) -> bool:
        """Whether the entry is already where the step leads."""
        state = self.workflow._getWorkflowStateOf(self.content, id_only=True)
        return state == self.transition.new_state_id


def step_of(content: IDexterityContent, name: str) -> Step | None:
    """The step of that name; of several workflows the first that knows it and can take it now."""
    tool = api.portal.get_tool("portal_workflow")
    steps = [
        Step(content, workflow, workflow.transitions[name])
        for workflow in tool.getWorkflowsFor(content)
        if isinstance(aq_base(workflow), DCWorkflowDefinition) and name in workflow.transitions
    ]
    return next((step for step in steps if step.possible()), steps[0] if steps else None)
