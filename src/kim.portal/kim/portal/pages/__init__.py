"""The pages that a public body must have: imprint, privacy, accessibility; edited in the site.

The texts stand beside this module as HTML. What no source says is marked "zu ergänzen" for the
county to fill in; nothing is invented.
"""

from dataclasses import dataclass
from html import escape
from kim.portal.county.entries import find
from pathlib import Path
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.base.utils import unrestricted_construct_instance
from string import Template


TEXTS = Path(__file__).parent


@dataclass(frozen=True)
class LegalPage:
    """A page at the root of the site; its text is ``<id>.html``."""

    id: str
    title: str
    description: str


LEGAL_PAGES = (
    LegalPage("kontakt", "Kontakt", "Wen Sie fragen können."),
    LegalPage("impressum", "Impressum", "Wer dieses Portal betreibt und verantwortet."),
    LegalPage("datenschutz", "Datenschutz", "Welche Daten dieses Portal verarbeitet und warum."),
    LegalPage(
        "barrierefreiheit",
        "Erklärung zur Barrierefreiheit",
        "Wie zugänglich dieses Portal ist und wo Sie Hindernisse melden.",
    ),
)


def build_legal_pages(county: str | None, contact: str | None) -> None:
    """Create the pages that are missing, published; an edited page stays as it is.

    `contact` is the external id of the actor to ask where no other contact is known (§ 4).
    """
    portal = api.portal.get()
    for page in LEGAL_PAGES:
        if page.id not in portal:
            document = unrestricted_construct_instance(
                "Document",
                portal,
                id=page.id,
                title=page.title,
                description=page.description,
                language="de",
                exclude_from_nav=True,
                text=RichTextValue(text(page.id, county, contact), "text/html", "text/x-html-safe"),
            )
            api.content.transition(obj=document, transition="publish")


def text(page_id: str, county: str | None, contact: str | None) -> str:
    """The page's HTML with the county's name and a link to the contact."""
    name = escape(county) if county else "[zu ergänzen: Name des Kreises]"
    actor = find("Actor", contact) if contact else None
    asked = "[zu ergänzen: Ansprechstelle]"
    if actor is not None:
        asked = f'<a href="resolveuid/{api.content.get_uuid(actor)}">{escape(actor.title)}</a>'
    source = (TEXTS / f"{page_id}.html").read_text(encoding="utf-8")
    return Template(source).substitute(county=name, contact=asked)
