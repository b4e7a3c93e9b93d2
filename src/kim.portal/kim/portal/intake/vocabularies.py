"""What the office chooses from when it sets up a form."""

from kim.portal.intake.places import targets
from typing import Any
from zope.interface import provider
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


@provider(IVocabularyFactory)
def target_vocabulary(context: Any) -> SimpleVocabulary:
    """Targets that rooms register."""
    return SimpleVocabulary([SimpleTerm(name, name, each.title) for name, each in targets()])
