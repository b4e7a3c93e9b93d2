"""Answering a gap report straight away, with the offers that fill it."""

from kim.portal import _
from kim.portal.directory import listing
from kim.portal.forms.posting import Posting
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.pages import TrackedPage
from kim.portal.triage import drafting
from kim.portal.triage import triage
from plone import api
from typing import Any


class ResolveView(Posting, TrackedPage):
    """``@@resolve``: offers are looked for without losing what was typed."""

    error = field = ""

    @property
    def page_title(self) -> str:
        return self.say(
            _(
                "gap_resolve_title",
                default="Answer: ${title}",
                mapping={"title": self.context.title},
            )
        )

    def post(self) -> str:
        if self.typed("act") == "search":
            return self.index()
        try:
            triage.resolve(self.context, self.text, tuple(self.chosen()))
        except NotPossible as error:
            self.error, self.field = self.say(error.message), error.field
            return self.index()
        said = _("gap_resolve_said", default="The report has its answer.")
        api.portal.show_message(said, self.request)
        return self.go(self.context.absolute_url())

    @property
    def text(self) -> str:
        value = self.request.form.get("answer")
        return value if isinstance(value, str) else ""

    def chosen(self) -> list[str]:
        """UIDs of what is ticked; at first what is linked already, as drafts are."""
        if self.request.method != "POST":
            return list(self.context.offers)
        found = self.request.form.get("offers") or []
        found = found if isinstance(found, list) else [found]
        return [one for one in found if isinstance(one, str)]

    def shown(self) -> list[Any]:
        """What is ticked, then what was found."""
        ticked = listing.offers_by_uid(self.chosen())
        known = {brain.UID for brain in ticked}
        return [*ticked, *(one for one in self.found() if one.UID not in known)]

    def found(self) -> list[Any]:
        return self.once("offers", lambda: drafting.search(self.typed("q")))
