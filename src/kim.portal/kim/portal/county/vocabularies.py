"""Named vocabularies for the fields of all rooms (``kim.topics``, ``kim.municipalities``, …)."""

from functools import partial
from kim.portal import _
from kim.portal.county.terms import terms
from plone import api
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


INDENT = "– "


def term_list(name: str, context: Interface) -> SimpleVocabulary:
    """A county term list; a term below another is indented."""
    return SimpleVocabulary(
        [
            SimpleTerm(term.id, term.id, (INDENT if term.parent else "") + term.title)
            for term in terms(name)
        ]
    )


def municipalities(context: Interface) -> SimpleVocabulary:
    """The municipalities that the visitor may see, by name; the value is the short name."""
    brains = api.portal.get_tool("portal_catalog")(
        portal_type="Municipality", is_working_copy=False, sort_on="sortable_title"
    )
    return SimpleVocabulary([SimpleTerm(b.getId, b.getId, b.Title) for b in brains])


def choices(*values: tuple[str, str]) -> IVocabularyFactory:
    """A vocabulary factory of fixed (value, message) pairs: what the code itself distinguishes."""

    def factory(context: Interface) -> SimpleVocabulary:
        return SimpleVocabulary([SimpleTerm(value, value, title) for value, title in values])

    directlyProvides(factory, IVocabularyFactory)
    return factory


def _factory(name: str) -> IVocabularyFactory:
    factory = partial(term_list, name)
    directlyProvides(factory, IVocabularyFactory)
    return factory


directlyProvides(municipalities, IVocabularyFactory)

topics = _factory("topics")
dimensions = _factory("dimensions")
phases = _factory("phases")
target_groups = _factory("target_groups")
residence_statuses = _factory("residence_statuses")
legal_areas = _factory("legal_areas")
languages = _factory("languages")
duties = _factory("duties")
categories = _factory("categories")

kinds = choices(
    ("stadt", _("kind_stadt", default="Town")),
    ("gemeinde", _("kind_gemeinde", default="Municipality (Gemeinde)")),
)
answers = choices(
    ("yes", _("answer_yes", default="Yes")),
    ("no", _("answer_no", default="No")),
    ("unknown", _("answer_unknown", default="Unknown")),
)
figure_kinds = choices(
    ("foreign_residents", _("figure_foreign_residents", default="Foreign residents (AZR)")),
    ("target_group", _("figure_target_group", default="Size of a target group")),
    ("nationality", _("figure_nationality", default="Residents of one nationality")),
    ("residence_status", _("figure_residence_status", default="Residents of one residence status")),
    ("naturalisations", _("figure_naturalisations", default="Naturalisations")),
)
