"""Forms that ship with the site: made once, then the office's.

A room that ships one has its XML beside it and calls::

    ship(site["formulare"], "luecke-melden", "Lücke melden", model, actions, description="…")
"""

from collective.easyform.api import get_actions
from collective.easyform.api import get_schema
from pathlib import Path
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.base.utils import unrestricted_construct_instance
from plone.supermodel import loadString
from typing import Any


FOLDER = "formulare"
DATA = Path(__file__).parent / "data"
#: EasyForm's fields of formatted text.
RICH = ("formPrologue", "formEpilogue", "thanksPrologue", "thanksEpilogue")


def ship(folder: Any, name: str, title: str, model: str, actions: str, **more: Any) -> Any | None:
    """Make and publish a form if there is none of that name; the new form, None otherwise.

    ``model`` and ``actions`` are supermodel XML, ``more`` are other fields of EasyForm; formatted
    text is HTML.

    :raises SupermodelParseError: before anything is made, where the XML is wrong.
    """
    for xml in (model, actions):
        loadString(xml)
    if name in folder:
        return None
    rich = {
        key: RichTextValue(value, "text/html", "text/x-html-safe")
        for key, value in more.items()
        if key in RICH
    }
    form = unrestricted_construct_instance(
        "EasyForm",
        folder,
        id=name,
        title=title,
        language="de",
        fields_model=model,
        actions_model=actions,
        **PLAIN,
        **{**more, **rich},
    )
    # Wakes both, so that a form that cannot be shown is not made.
    get_schema(form)
    get_actions(form)
    api.content.transition(obj=form, transition="publish")
    return form


#: As visitors' pages are: no tabs, no focus of their own, nothing repeated in the thanks.
PLAIN = {
    "form_tabbing": False,
    "autofocus": False,
    "showAll": False,
    "showFields": [],
    "submitLabel": "Absenden",
}


def ship_contact() -> None:
    """“Kontakt”, at ``/formulare/kontakt``."""
    ship(
        api.portal.get()[FOLDER],
        "kontakt",
        "Kontaktformular",
        (DATA / "kontakt.xml").read_text(encoding="utf-8"),
        (DATA / "kontakt-actions.xml").read_text(encoding="utf-8"),
        description="Schreiben Sie der koordinierenden Stelle.",
        formPrologue="<p>Bitte nennen Sie keine Namen anderer Menschen und keine Aktenzeichen. "
        "Wenn Sie eine Antwort möchten, geben Sie an, wie wir Sie erreichen.</p>",
        thankstitle="Danke für Ihre Nachricht",
        thanksdescription="Die koordinierende Stelle hat sie bekommen.",
    )
