"""The seats of the committee that a form is about."""

from kim.portal.committees.seat import committee_of
from kim.portal.committees.seats import seats_of
from plone import api
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def seats(context: Interface) -> SimpleVocabulary:
    """Its seats in order; none for a committee that is still to be made."""
    committee = committee_of(context)
    found = [] if committee is None else seats_of(committee)
    uids = [(api.content.get_uuid(seat), seat.title) for seat in found]
    return SimpleVocabulary([SimpleTerm(uid, uid, title) for uid, title in uids])


directlyProvides(seats, IVocabularyFactory)
