"""Robots are caught where a form posts; a search keeps a clean address."""

from collective.honeypot.config import HONEYPOT_FIELD
from lxml import html


def traps(browser, path: str) -> int:
    return len(html.fromstring(browser.contents).cssselect(f"{path} [name={HONEYPOT_FIELD}]"))


def test_pages_that_only_search_have_none(browse):
    assert traps(browse("/kommunen"), "body") == 0


def test_forms_that_post_have_one(browse):
    browser = browse("/login")
    assert traps(browser, "main form") == 1
    assert traps(browser, "header form") == 0
