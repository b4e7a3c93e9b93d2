"""Synonyms that the office edits: whoever types one of the words also finds what it means.

A row is kept as a line of text: ``Arbeitsamt, Amt für Arbeit = Agentur für Arbeit, Jobcenter``.
"""

from kim.portal import _
from kim.portal.county.loading import ICountyDataLoader
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.theme.marks import cached_by_mark
from kim.portal.words.german import analyse
from kim.portal.words.german import is_stop_word
from kim.portal.words.german import words
from kim.portal.words.unmet import unmet
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant


RECORD = "kim.search.synonyms"
LONGEST_LINE = 1_000
MOST_LINES = 1_000
MOST_UNMET = 30

Phrase = tuple[str, ...]


class ISearchSettings(Interface):
    """Edited by the office, started from ``synonyms.yaml``."""

    synonyms = schema.List(
        title=_("setting_synonyms", default="Words that mean the same"),
        description=_(
            "setting_synonyms_help",
            default="One line each: words that people type, an equals sign, what the entries say; "
            "several separated by commas.",
        ),
        value_type=schema.TextLine(max_length=LONGEST_LINE),
        required=False,
        default=[],
        missing_value=[],
        max_length=MOST_LINES,
    )

    @invariant
    def lines_have_two_sides(data: "ISearchSettings") -> None:
        for number, line in enumerate(data.synonyms or [], start=1):
            if parsed(line) is None:
                raise FieldInvalid(
                    _(
                        "error_synonym_line",
                        default="Line ${number} needs words on both sides of one equals sign: "
                        "${line}",
                        mapping={"number": number, "line": line[:60]},
                    ),
                    "synonyms",
                )


class SynonymsForm(RegistryEditForm):
    """The form behind Site Setup → KIM: words of the search."""

    schema = ISearchSettings
    schema_prefix = "kim.search"
    label = _("setting_synonyms_heading", default="KIM: words of the search")

    @property
    def description(self) -> str:
        """What people asked for in vain lately."""
        site = api.portal.get()
        asked = [each for each in unmet(site) if (each.word,) not in synonyms(site)][:MOST_UNMET]
        if not asked:
            return _("unmet_none", default="No word was looked for in vain several times lately.")
        return _(
            "unmet_words",
            default="Looked for in vain lately (how often): ${words}",
            mapping={"words": ", ".join(f"{each.typed} ({each.count})" for each in asked)},
        )

    def updateFields(self) -> None:
        super().updateFields()
        self.fields["synonyms"].widgetFactory = TextLinesFieldWidget

    def updateWidgets(self) -> None:
        super().updateWidgets()
        field = self.widgets["synonyms"]
        field.rows = 30
        # As wide as the page, so that a line stays one.
        field.addClass("form-control")


class SynonymsPanel(ControlPanelFormWrapper):
    form = SynonymsForm


@implementer(ICountyDataLoader)
class SynonymLoader:
    """``synonyms.yaml`` → the list that the office goes on with."""

    order = 2
    _phrases = {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[^,=\n]+$"},
        "minItems": 1,
    }
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"words": _phrases, "means": _phrases},
            "required": ["words", "means"],
            "additionalProperties": False,
        },
    }

    def entries(self, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{"id": "synonyms", "lines": [line(row["words"], row["means"]) for row in data]}]

    def find(self, entry: dict[str, Any]) -> bool | None:
        return bool(lines()) or None

    def state(self, found: bool, entry: dict[str, Any]) -> dict[str, Any]:
        return {"lines": lines()}

    def write(self, found: bool | None, entry: dict[str, Any]) -> bool:
        api.portal.set_registry_record(RECORD, entry["lines"])
        return True


def line(said: list[str], means: list[str]) -> str:
    """A row as it is kept."""
    return f"{', '.join(said)} = {', '.join(means)}"


def parsed(text: str) -> tuple[list[str], list[str]] | None:
    """A kept line → what people say and what it means; None if one of the two is missing."""
    if text.count("=") != 1:
        return None
    said, means = (
        [phrase.strip() for phrase in side.split(",") if words(phrase)] for side in text.split("=")
    )
    return (said, means) if said and means else None


def lines() -> list[str]:
    return list(api.portal.get_registry_record(RECORD, default=None) or ())


def synonyms(site: PloneSite) -> dict[Phrase, tuple[str, ...]]:
    """Phrase as :func:`phrase` gives it → what it means, as it is written."""
    return _synonyms(site)


@cached_by_mark
def _synonyms(site: PloneSite) -> dict[Phrase, tuple[str, ...]]:
    found: dict[Phrase, dict[str, None]] = {}
    for text in lines():
        said, means = parsed(text) or ((), ())
        for item in said:
            found.setdefault(phrase(item), {}).update(dict.fromkeys(means))
    found.pop((), None)
    return {key: tuple(means) for key, means in found.items()}


def phrase(text: str) -> Phrase:
    """What a phrase is recognised by: the base forms of its words, little words left out."""
    return tuple(analyse(word).lemma for word in words(text) if not is_stop_word(word))
