"""What people are told about passages in their text: which, where, why, and what to do."""

from collections.abc import Sequence
from kim.portal import _
from kim.portal.privacy.findings import AZR
from kim.portal.privacy.findings import BIRTH
from kim.portal.privacy.findings import EMAIL
from kim.portal.privacy.findings import FILE
from kim.portal.privacy.findings import Finding
from kim.portal.privacy.findings import IBAN
from kim.portal.privacy.findings import NAME
from kim.portal.privacy.findings import OLD_DATE
from kim.portal.privacy.findings import PHONE
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


KINDS = {
    AZR: _("privacy_azr", default="AZR number"),
    IBAN: _("privacy_iban", default="IBAN"),
    BIRTH: _("privacy_birth", default="date of birth"),
    OLD_DATE: _("privacy_old_date", default="perhaps a date of birth"),
    PHONE: _("privacy_phone", default="telephone number"),
    EMAIL: _("privacy_email", default="e-mail address"),
    FILE: _("privacy_file", default="number of a file, account or document"),
    NAME: _("privacy_name", default="perhaps a name"),
}
#: So many passages are named; whoever pastes a list need not read it again.
MOST = 5
#: Characters shown before and behind a passage.
AROUND = 12


def refusal(text: str, found: Sequence[Finding]) -> Message:
    """For what nobody may confirm."""
    return _(
        "privacy_refused",
        default="Please no names or data of clients: ${passages}. What happens can be told without "
        "them; please take them out.",
        mapping={"passages": passages(text, found)},
    )


def question(text: str, found: Sequence[Finding]) -> Message:
    """For what may be harmless."""
    return _(
        "privacy_asked",
        default="Is this about a client? ${passages}. Please take it out, or tick that nobody "
        "can be recognised by it.",
        mapping={"passages": passages(text, found)},
    )


def passages(text: str, found: Sequence[Finding]) -> str:
    """``line 2: “…geb. 12.03.1990…” (date of birth); …``, in the language of the request."""
    told = "; ".join(_said(_passage(text, finding)) for finding in found[:MOST])
    if len(found) <= MOST:
        return told
    more = {"first": told, "count": len(found) - MOST}
    return _said(_("privacy_more", default="${first} and ${count} more", mapping=more))


def _said(message: Message) -> str:
    # A message may not hold several of one kind: zope.i18n takes that for a circle.
    return translate(message, context=getRequest())


def _passage(text: str, finding: Finding) -> Message:
    # A character of its own keeps a line that is empty so far.
    lead = (text[: finding.start] + "|").splitlines()
    left = lead[-1][:-1]
    right = ("|" + text[finding.end :]).splitlines()[0][1:]
    return _(
        "privacy_passage",
        default="line ${line}: “${passage}” (${kind})",
        mapping={
            "line": len(lead),
            "passage": _excerpt(left, finding.text, right),
            "kind": KINDS[finding.kind],
        },
    )


def _excerpt(left: str, middle: str, right: str) -> str:
    """The passage with a little of its line around it."""
    before = "…" + left[-AROUND:] if len(left) > AROUND else left
    behind = right[:AROUND] + "…" if len(right) > AROUND else right
    return f"{before.lstrip()}{' '.join(middle.split())}{behind.rstrip()}"
