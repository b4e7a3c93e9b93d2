"""A report that is started from another page: its fields are filled from the address.

``/luecken/@@melden?municipality=…&topic=…&kind=…&target_group=…&phase=…&title=…&item=…&survey=…``.
What is unknown, or hidden from whoever follows the link, is left out as if it were not there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.surveys import surveys
from kim.portal.surveys.surveys import Survey
from kim.portal.theme.marks import local_date
from plone import api
from typing import Any
from zope.component import getUtility
from zope.schema import getFields
from zope.schema.interfaces import IVocabularyFactory


#: Parameter → field.
CHOICES = {
    "municipality": "municipalities",
    "topic": "topics",
    "target_group": "target_groups",
    "phase": "phases",
    "legal_area": "legal_areas",
    "actor": "actors",
    "kind": "kind",
    "severity": "severity",
}
TEXTS = ("title", "text")


@dataclass(frozen=True)
class Occasion:
    """Why a report is written: the brain of an agenda item, an enquiry that runs."""

    item: Any | None = None
    survey: Survey | None = None

    def keep(self, gap: GapReport) -> None:
        """Note it on the report; a municipality's answer counts for it, wherever the gap is."""
        if self.item is not None:
            gap.from_item = self.item.UID
        if self.survey is not None:
            gap.survey = self.survey.id
            gap.municipalities = gap.municipalities or surveys.own(self.survey)


def filled(form: Mapping[str, Any]) -> dict[str, Any]:
    """Field → the value that an address gives it, as a form sends it."""
    fields = getFields(IGapReport)
    found: dict[str, Any] = {}
    for name in TEXTS:
        value = form.get(name)
        if isinstance(value, str) and value.strip():
            found[name] = value.strip()[: fields[name].max_length]
    for parameter, name in CHOICES.items():
        if values := _known(form.get(parameter), fields[name]):
            found[name] = values if hasattr(fields[name], "value_type") else values[0]
    return found


def occasion(form: Mapping[str, Any]) -> Occasion:
    """What an address, or a form's hidden fields, name."""
    return Occasion(item(form.get("item")), survey(form.get("survey")))


def item(uid: Any) -> Any | None:
    """An agenda item that the user may see."""
    if not isinstance(uid, str) or not uid:
        return None
    found = api.portal.get_tool("portal_catalog")(UID=uid, portal_type="AgendaItem")
    return found[0] if found else None


def survey(survey_id: Any) -> Survey | None:
    """An enquiry that runs and that the user may answer."""
    found = surveys.find(survey_id) if isinstance(survey_id, str) else None
    if found is None or found.over(local_date(api.portal.get())):
        return None
    return found if surveys.may_ask() or surveys.own(found) else None


def _known(value: Any, field: Any) -> list[str]:
    values = value if isinstance(value, list | tuple) else [value]
    choice = getattr(field, "value_type", field)
    name = choice.vocabularyName
    vocabulary = getUtility(IVocabularyFactory, name=name)(api.portal.get())
    known = {term.value for term in vocabulary}
    return [v for v in dict.fromkeys(values[:50]) if isinstance(v, str) and v in known]
