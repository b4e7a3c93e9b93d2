"""The people of the committee that a form is about: holders and deputies of its seats today."""

from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.committees.seats import seats_on
from kim.portal.committees.views import person
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def people(context: Interface) -> SimpleVocabulary:
    """User ids by name; whoever takes a meeting's minutes already stays a choice."""
    committee = committee_of(context)
    sittings = [] if committee is None else seats_on(committee, today())
    found = {user for seat in sittings for user in (seat.holder, *seat.deputies) if user}
    taker = getattr(context, "minute_taker", None)
    named = {user: person(user).name for user in found | ({taker} if taker else set())}
    ordered = sorted(named.items(), key=lambda item: item[1].lower())
    return SimpleVocabulary([SimpleTerm(user, user, name) for user, name in ordered])


directlyProvides(people, IVocabularyFactory)
