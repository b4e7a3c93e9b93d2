"""The life of a directory entry: the states and steps of ``kim_directory_workflow``.

draft –submit→ pending –publish→ published –retire→ archived; reject (with a reason) leads back to
draft, reopen brings an archived entry back. Internal networks (§ 2.3) are published to whoever logs
in: a state of its own, because any other mark would be lost with the next step.
"""

from plone import api
from plone.dexterity.content import DexterityContent


WORKFLOW = "kim_directory_workflow"

DRAFT = "draft"
PENDING = "pending"
PUBLISHED = "published"
INTERNAL = "internal"
ARCHIVED = "archived"
STATES = (DRAFT, PENDING, PUBLISHED, INTERNAL, ARCHIVED)
# What a visitor may come to see, given the right to.
PUBLIC_STATES = (PUBLISHED, INTERNAL)

SUBMIT = "submit"
PUBLISH = "publish"
PUBLISH_INTERNALLY = "publish_internally"
REJECT = "reject"
RETIRE = "retire"
REOPEN = "reopen"
TRANSITIONS = (SUBMIT, PUBLISH, PUBLISH_INTERNALLY, REJECT, RETIRE, REOPEN)


def submit(entry: DexterityContent, comment: str = "") -> None:
    """Hand a draft to the office."""
    _step(entry, SUBMIT, comment)


def publish(entry: DexterityContent, comment: str = "") -> None:
    """Publish a draft or submitted entry; an internal network to those who log in."""
    internal = getattr(entry, "kind", None) == "internal"
    _step(entry, PUBLISH_INTERNALLY if internal else PUBLISH, comment)


def reject(entry: DexterityContent, reason: str) -> None:
    """Give a submitted entry back to its editors with a reason.

    :raises ValueError: without a reason.
    """
    if not reason.strip():
        raise ValueError("a rejection needs a reason")
    _step(entry, REJECT, reason)


def retire(entry: DexterityContent, comment: str = "") -> None:
    """Take a published entry out of public view; nothing is deleted."""
    _step(entry, RETIRE, comment)


def reopen(entry: DexterityContent, comment: str = "") -> None:
    """Bring an archived entry back as a draft."""
    _step(entry, REOPEN, comment)


def _step(entry: DexterityContent, transition: str, comment: str) -> None:
    api.content.transition(obj=entry, transition=transition, comment=comment)
