"""Publishing a decision: everyone reads number, title, text, outcome and day, nothing else."""

from kim.portal import _
from kim.portal.decisions import life
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.standing import is_secret
from kim.portal.privacy.guard import problems
from kim.portal.tracking.life import check
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import take


def publish(decision: Decision, confirmed: bool = False) -> None:
    """`confirmed` says that what may be about a client is not.

    :raises NotPossible: for what was decided in confidence, and where the text tells of clients.
    """
    check(decision, life.RECORDED)
    if is_secret(decision):
        raise NotPossible(
            _(
                "publish_secret",
                default="It was decided on a confidential item: it is not published.",
            )
        )
    told = problems({"title": decision.title, "text": decision.text}, confirmed)
    if told:
        raise NotPossible(next(iter(told.values())), "no_clients")
    take(decision, life.PUBLISH, _("why_publish_decision", default="Published."))
