"""What axe-core finds wrong with a page: nothing, wide and narrow, light and dark.

The rules are those of WCAG 2.2 AA and axe's best practices. What one sees only in the dark are
colours: there the contrast alone is looked at. Pages for those who log in are light.
"""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Iterator
from pages import ADDRESSES
from pages import INSIDE
from playwright.sync_api import Browser
from playwright.sync_api import Page
from typing import Any

import pytest


WIDTHS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def page(portal: Any, browser: Browser, entries: None) -> Iterator[Page]:
    """One window for all pages; colours change at once, not in the course of a transition."""
    context = browser.new_context(base_url=portal.url, locale="de-DE", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(page: Page, **options: Any) -> list[str]:
    """What is wrong, a line each: the rule, the node, why."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:150]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", ADDRESSES)
def test_nothing_is_wrong(page: Page, name: str) -> None:
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDTHS["phone"])
    page.goto(ADDRESSES[name])
    found = {}
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)
        found[width] = violations(page, runOnly=LEVELS)
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, runOnly={"type": "rule", "values": ["color-contrast"]})
    assert {look: wrong for look, wrong in found.items() if wrong} == {}


@pytest.fixture(scope="module")
def inside(portal: Any, browser: Browser) -> Iterator[Page]:
    """A window of somebody who has logged in."""
    context = browser.new_context(base_url=portal.url, locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    portal.sign_in(page)
    yield page
    context.close()


@pytest.mark.parametrize("name", INSIDE)
def test_nothing_is_wrong_inside(inside: Page, name: str) -> None:
    inside.set_viewport_size(WIDTHS["phone"])
    inside.goto(INSIDE[name])
    # What stands beside the content is Plone's.
    found = Axe().run(inside, context="#content", options={"runOnly": LEVELS}).response
    wrong = [
        f"{rule['id']}: {node['target']} {node['html'][:150]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert wrong == []
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    wide, visible = inside.evaluate(widths)
    assert wide == visible
