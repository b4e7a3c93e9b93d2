"""One gap report with its proposal, decision and mandate, and everybody in their places.

Each bears a planted word of its own, so does a comment on the report, and whoever reported it.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.gaps import standing as gap_standing
from kim.portal.mandates import steps as mandate_steps
from kim.portal.proposals import opinions
from kim.portal.proposals import standing as proposal_standing
from kim.portal.proposals.opinions import Opinion
from kim.portal.triage import triage
from plone import api
from plone.app.discussion.interfaces import IConversation
from plone.dexterity.content import DexterityContent
from tests.access.tracked import PEOPLE
from tests.decisions.loop import build_loop
from tests.decisions.loop import Loop
from tests.decisions.loop import PASSWORD
from zope.component import createObject


#: The planted words, by what bears them.
GAP, PROPOSAL, DECISION, MANDATE = "Lueckenwort", "Vorschlagwort", "Beschlusswort", "Auftragwort"
COMMENT, REPORTER = "Kommentarwort", "Melderwort"


def build_things(portal: DexterityContent) -> dict[str, DexterityContent]:
    """By portal type; called with a manager's rights."""
    loop = build_loop(portal)
    _people(loop, portal)
    gap = loop.assigned(
        title=f"Titel {GAP}",
        text=f"Text {GAP}",
        tried=GAP,
        behalf=REPORTER,
        municipalities=["altdorf"],
        no_clients=True,
    )
    triage.ask(gap, (_actor(portal, "asked"),))
    gap_standing.grant(gap)
    _comment(gap)
    loop.texts = {"title": PROPOSAL, "problem": PROPOSAL, "motion": f"{PROPOSAL} {DECISION}"}
    proposal, decision = loop.decided(gap)
    _consult(proposal, _actor(portal, "asked"))
    proposal.addressee = _actor(portal, "charged")
    proposal_standing.grant(proposal)
    with loop.acting("office"):
        due = today() + timedelta(30)
        mandate = mandate_steps.issue(decision, MANDATE, _actor(portal, "charged"), due)
    return {"GapReport": gap, "Proposal": proposal, "Decision": decision, "Mandate": mandate}


def _people(loop: Loop, portal: DexterityContent) -> None:
    for name in sorted(set(PEOPLE.values()) - set(loop.people)):
        api.user.create(username=name, email=f"{name}@example.org", password=PASSWORD)
    api.user.get(username="case").setMemberProperties({"fullname": f"Karla {REPORTER}"})
    api.user.grant_roles(username="manager", roles=["Manager"])
    api.group.add_user(groupname="kim-case-managers", username="case2")
    api.group.add_user(groupname="kim-authority-staff", username="authority")
    town = api.content.create(portal["kommunen"], "Municipality", "neudorf", title="Neudorf")
    publication.publish(town)
    api.group.add_user(groupname="municipality-neudorf", username="town2")
    for name in ("asked", "charged"):
        actor = api.content.create(portal["akteure"], "Actor", name, title=name.title())
        publication.publish(actor)
        api.group.add_user(groupname=f"actor-{api.content.get_uuid(actor)}", username=name)


def _actor(portal: DexterityContent, name: str) -> str:
    return f"actor:{api.content.get_uuid(portal['akteure'][name])}"


def _consult(proposal: DexterityContent, token: str) -> None:
    opinions.keep(
        proposal, Opinion(token, today() + timedelta(7), True, "office", datetime.now(UTC))
    )


def _comment(gap: DexterityContent) -> None:
    comment = createObject("plone.Comment")
    comment.text = COMMENT
    comment.creator = comment.author_username = "fall"
    IConversation(gap).addComment(comment)
