"""What is typed into the forms of proposals' acts, and what can be chosen there."""

from kim.portal import _
from kim.portal.committees.committee import STEERING
from kim.portal.committees.committee import STRUCTURE
from kim.portal.committees.seat import today
from kim.portal.county.days import dated
from kim.portal.county.fields import several
from kim.portal.county.vocabularies import choices
from kim.portal.meetings import life as meeting_life
from kim.portal.proposals import gathering
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from typing import Any
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import directlyProvides
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


YES, NO = "yes", "no"
yes_no = choices((YES, _("answer_yes", default="Yes")), (NO, _("answer_no", default="No")))


def committees(context: Any) -> SimpleVocabulary:
    """``kim.structure_committees``: working groups of the structural level."""
    return _committees(STRUCTURE)


def meetings(context: Any) -> SimpleVocabulary:
    """``kim.steering_meetings``: those ahead of the steering group, written procedures too."""
    catalog = api.portal.get_tool("portal_catalog")
    groups = {
        b.getPath(): b.Title for b in catalog(portal_type="Committee", committee_level=STEERING)
    }
    found = catalog(
        portal_type="Meeting",
        path=list(groups),
        review_state=meeting_life.AHEAD,
        sort_on="meets_on",
    )
    return SimpleVocabulary(
        [SimpleTerm(b.UID, b.UID, _meeting_title(b, groups)) for b in (found if groups else ())]
    )


def _meeting_title(brain: Any, groups: dict[str, str]) -> str:
    """Whose it is, what it is called, and its day where that does not say so."""
    path = brain.getPath()
    group = next(title for place, title in groups.items() if path.startswith(f"{place}/"))
    title = f"{group}: {brain.Title}"
    if f"{brain.last_day:%d.%m.%Y}" in title:
        return title
    return f"{title} ({dated(brain.last_day, today(), api.portal.get_current_language())})"


def gaps(context: Any) -> SimpleVocabulary:
    """``kim.gaps_to_answer``: gap reports that the reader may work on here."""
    terms = [SimpleTerm(b.UID, b.UID, b.Title) for b in gathering.candidates(context)]
    return SimpleVocabulary(terms)


def _committees(level: str) -> SimpleVocabulary:
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(
        portal_type="Committee",
        committee_level=level,
        review_state="published",
        sort_on="sortable_title",
    )
    return SimpleVocabulary([SimpleTerm(b.UID, b.UID, b.Title) for b in found])


for factory in (committees, meetings, gaps):
    directlyProvides(factory, IVocabularyFactory)


class IWhy(model.Schema):
    """A reason."""

    reason = schema.Text(title=_("field_reason", default="Reason"), max_length=5_000)


class IQuestion(model.Schema):
    """What the steering group wants to know."""

    question = schema.Text(
        title=_("field_question", default="The steering group's question"), max_length=5_000
    )


class IOutcome(model.Schema):
    """What came of it."""

    reason = schema.Text(
        title=_("field_close_reason", default="What has changed?"),
        description=_(
            "field_close_reason_help",
            default="Whoever reported the gaps behind it reads this as the answer.",
        ),
        max_length=5_000,
    )


class IReferral(IWhy):
    """Another working group, and why."""

    directives.order_before(committee="*")
    committee = schema.Choice(
        title=_("field_refer_to", default="Working group"), vocabulary="kim.structure_committees"
    )


class IScheduling(model.Schema):
    """A meeting, or a written procedure, of the steering group."""

    directives.widget("meeting", RadioFieldWidget)
    meeting = schema.Choice(
        title=_("field_schedule_meeting", default="Meeting or written procedure"),
        vocabulary="kim.steering_meetings",
    )
    late = schema.TextLine(
        title=_("field_late", default="Why it comes late"),
        description=_(
            "field_late_help",
            default="Asked for after the day for papers, or when invitations have been sent.",
        ),
        required=False,
        max_length=300,
    )


class IAsking(model.Schema):
    """Who is asked, until when, and what silence means: that has no default."""

    directives.widget("bodies", CheckBoxFieldWidget)
    bodies = schema.List(
        title=_("field_opinion_bodies", default="Who is asked?"),
        value_type=schema.Choice(vocabulary="kim.bodies"),
        min_length=1,
        max_length=50,
    )
    until = schema.Date(title=_("field_opinion_until", default="Last day"))
    directives.widget("silence_agrees", RadioFieldWidget)
    silence_agrees = schema.Choice(
        title=_("field_opinion_silence", default="Does silence count as consent?"),
        vocabulary="kim.yes_no",
    )


class IGaps(model.Schema):
    """Gap reports that are to be answered."""

    directives.widget("gaps", CheckBoxFieldWidget)
    gaps = several(
        "kim.gaps_to_answer",
        _("field_gaps_to_answer", default="Which gap reports does it answer?"),
        description=_(
            "field_gaps_to_answer_help", default="Open reports that this working group deals with."
        ),
    )
