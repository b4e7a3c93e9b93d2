"""Steps of what is tracked: gap reports, proposals, decisions, mandates.

Every step is taken within an act that has checked what it needs, and leaves who, when and why; the
bare step is refused wherever it is tried.
"""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from kim.portal import _
from kim.portal.forms.invalid import Refused
from kim.portal.forms.messages import MISSING
from kim.portal.meetings.sources import said
from kim.portal.privacy.guard import problems
from kim.portal.theme.marks import local_zone
from plone import api
from plone.dexterity.content import DexterityContent
from zope.i18nmessageid import Message


class NotPossible(Refused):
    """What was asked of something that is tracked cannot be."""


NOT_FROM_HERE = _("track_not_from_here", default="This is not possible in its present state.")


@dataclass(frozen=True)
class Step:
    """One step that was taken: `by` is the id of a user, `why` what they, or the act, said."""

    name: str
    state: str
    by: str
    when: datetime
    why: str


def state(content: DexterityContent) -> str:
    return api.content.get_state(content)


def check(content: DexterityContent, *states: str) -> None:
    """:raises NotPossible: unless it is in one of these states."""
    if state(content) not in states:
        raise NotPossible(NOT_FROM_HERE)


def reason(text: str | None, field: str = "reason", most: int = 5_000) -> str:
    """A reason, or what else has to be said in the field, as it is kept.

    :raises NotPossible: where there is none, it is too long, or it has data of a client.
    """
    words = note(text, field, most)
    if not words:
        why = _("track_reason", default="Please say why.")
        raise NotPossible(why if field == "reason" else MISSING, field)
    return words


def note(text: str | None, field: str = "note", most: int = 5_000) -> str:
    """The same where nothing need be said.

    Refused is what nobody may confirm; what is only asked about in a report, whoever works on it
    answers for: `guarding.guarded` asks.

    :raises NotPossible: where it is too long, or has data of a client.
    """
    words = (text or "").strip()
    if len(words) > most:
        raise NotPossible(
            _(
                "track_too_long",
                default="These are ${length} characters; ${most} are possible.",
                mapping={"length": len(words), "most": most},
            ),
            field,
        )
    told = problems({field: words}, confirmed=True)
    if told:
        raise NotPossible(told[field], field)
    return words


def take(content: DexterityContent, step: str, why: str | Message) -> None:
    """Take a step within its act; a message is kept in the language of the site's content.

    :raises ValueError: without a reason: it is never left out.
    :raises WorkflowException: where it is not possible from here, or not permitted.
    """
    words = said(why) if isinstance(why, Message) else why
    if not words.strip():
        raise ValueError("every step says why")
    tool = api.portal.get_tool("portal_workflow")
    tool.doActionFor(content, step, comment=words.strip(), act=True)
    # When the state began and who must act now follow from it.
    content.reindexObject()


def follow(content: DexterityContent, step: str, why: str | Message) -> None:
    """Take a step that follows from another one, whoever took that: the one with raised rights."""
    with api.env.adopt_roles(["Manager"]):
        take(content, step, why)


def steps(content: DexterityContent) -> list[Step]:
    """All steps, oldest first; the making of the content is none."""
    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getChainFor(content)
    history = getattr(content, "workflow_history", {}).get(workflow, ())
    zone = local_zone(api.portal.get())
    return [
        Step(
            entry["action"],
            entry["review_state"],
            entry["actor"] or "",
            entry["time"].asdatetime().astimezone(zone),
            entry["comments"] or "",
        )
        for entry in history
        if entry["action"]
    ]


def since(content: DexterityContent, *again: str) -> date:
    """The day on which its present state began; steps named in `again` begin it anew."""
    last = None
    for step in steps(content):
        if last is None or step.state != last.state or step.name in again:
            last = step
    if last is not None:
        return last.when.date()
    return content.created().asdatetime().astimezone(local_zone(api.portal.get())).date()
