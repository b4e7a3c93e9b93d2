"""The languages of the interface, and how to change to another without losing the page."""

from dataclasses import dataclass
from functools import lru_cache
from plone.i18n.interfaces import ILanguageUtility
from plone.i18n.locales.interfaces import IContentLanguageAvailability
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zope.component import getUtility
from ZPublisher.HTTPRequest import HTTPRequest


@dataclass(frozen=True)
class LanguageLink:
    """A language by its own name and the address of this page in it."""

    code: str
    name: str
    url: str
    current: bool


def language_links(request: HTTPRequest, current: str) -> list[LanguageLink]:
    """This page in each language of the site; nothing where there is only one."""
    codes = getUtility(ILanguageUtility).getSupportedLanguages()
    if len(codes) < 2:
        return []
    return [
        LanguageLink(code, native_name(code), _in_language(request, code), code == current)
        for code in codes
    ]


def _in_language(request: HTTPRequest, code: str) -> str:
    """The current address, its query kept, with the language asked for."""
    query = [
        (key, value)
        for key, value in parse_qsl(request.get("QUERY_STRING", ""), keep_blank_values=True)
        if key != "set_language"
    ]
    return f"{request['ACTUAL_URL']}?{urlencode([*query, ('set_language', code)])}"


@lru_cache(maxsize=256)
def native_name(code: str) -> str:
    """What speakers of the language call it: Deutsch, English, العربية."""
    known = getUtility(IContentLanguageAvailability).getLanguages(combined="-" in code)
    return known.get(code, {}).get("native", code)
