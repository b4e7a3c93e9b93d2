"""Texts of mails are templates: plain text with the portal's messages, in the reader's language.

A template is a file ``….txt.pt`` beside the module that uses it. It is written like a page, only
that nothing in it is HTML: ``tal:`` elements repeat, choose and translate, ``${…}`` inserts a value
(a Python expression) as it is. Blanks at the ends of a line do not count; several empty lines are
one::

    <tal:text i18n:domain="kim.portal">
      <tal:line i18n:translate="mail_invited">You are invited: <tal:title i18n:name="title"
        >${title}</tal:title></tal:line>

      <tal:item repeat="item items">- ${item}
      </tal:item>
    </tal:text>

A paragraph is one message and one line: whoever reads it wraps it.
"""

from chameleon import PageTemplateFile
from chameleon.zpt.program import MacroProgram
from functools import lru_cache
from pathlib import Path
from plone import api
from plone.i18n.interfaces import ILanguageUtility
from typing import Any
from zope.component import getUtility
from zope.i18n import translate

import re


class MailTemplate(PageTemplateFile):
    """A page template that escapes nothing, for there is nothing to escape."""

    def parse(self, body: str) -> MacroProgram:
        return MacroProgram(
            body.replace("\r\n", "\n"),
            "xml",
            self.filename,
            escape=False,
            default_marker=self.default_marker,
            boolean_attributes=frozenset(),
        )


def written(template: Path, language: str | None = None, **values: Any) -> str:
    """The text that a template makes of values; without a language in that of the site."""
    target = language or api.portal.get_default_language()

    def translated(
        message: str,
        domain: str | None = None,
        mapping: dict[str, Any] | None = None,
        context: Any = None,
        target_language: str | None = None,
        default: str | None = None,
    ) -> str:
        return translate(message, domain, mapping, None, target_language=target, default=default)

    return _tidy(_template(template).render(translate=translated, **values))


def language_of(user_id: str) -> str:
    """The language that somebody has chosen, where the site speaks it; otherwise the site's."""
    user = api.user.get(userid=user_id)
    chosen = user.getProperty("language", "") if user is not None else ""
    spoken = getUtility(ILanguageUtility).getSupportedLanguages()
    return chosen if chosen in spoken else api.portal.get_default_language()


@lru_cache(maxsize=64)
def _template(path: Path) -> MailTemplate:
    return MailTemplate(str(path))


def _tidy(text: str) -> str:
    """No line begins or ends with blanks, no two in a row are empty, one line end closes all."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"
