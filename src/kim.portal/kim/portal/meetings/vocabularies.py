"""What a form may choose from: people of the committee that it is about, kinds of items."""

from AccessControl import getSecurityManager
from kim.portal.committees.committee import CASE as CASE_LEVEL
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import HOLDERS
from kim.portal.committees.seat import today
from kim.portal.committees.seats import seats_on
from kim.portal.committees.views import person
from kim.portal.meetings.item import CASE
from kim.portal.meetings.item import KINDS
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def people(context: Interface) -> SimpleVocabulary:
    """Holders and deputies today, by name; whoever takes the minutes already stays a choice.

    Anybody may ask for a vocabulary: who may not see who sits in the committee has no choice.
    """
    committee = committee_of(context)
    if committee is None or not getSecurityManager().checkPermission(HOLDERS, committee):
        return SimpleVocabulary([])
    sittings = seats_on(committee, today())
    found = {user for seat in sittings for user in (seat.holder, *seat.deputies) if user}
    taker = getattr(context, "minute_taker", None)
    named = {user: person(user).name for user in found | ({taker} if taker else set())}
    ordered = sorted(named.items(), key=lambda item: item[1].lower())
    return SimpleVocabulary([SimpleTerm(user, user, name) for user, name in ordered])


def kinds(context: Interface) -> SimpleVocabulary:
    """The kinds of items; single cases are a matter of the case level (§ 3.3)."""
    committee = committee_of(context)
    cases = committee is None or committee.level == CASE_LEVEL
    found = [(kind, title) for kind, title in KINDS if cases or kind != CASE]
    return SimpleVocabulary([SimpleTerm(kind, kind, title) for kind, title in found])


directlyProvides(people, IVocabularyFactory)
directlyProvides(kinds, IVocabularyFactory)
