"""A visitor writes to the office by the form that ships with the site; wide and narrow."""

from conftest import RunningPortal
from playwright.sync_api import Browser
from playwright.sync_api import Page
from test_axe import LEVELS
from test_axe import violations

import base64
import json
import pytest
import time
import urllib.request


SIZES = {390: 800, 1280: 900}


def set_office_address(portal: RunningPortal) -> None:
    login = base64.b64encode(f"admin:{portal.admin_password}".encode()).decode()
    request = urllib.request.Request(
        f"{portal.url}/@registry",
        json.dumps({"kim.intake.office_address": "office@example.org"}).encode(),
        {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Basic {login}",
        },
        method="PATCH",
    )
    urllib.request.urlopen(request).close()


def look(page: Page) -> None:
    """The page fits and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert violations(page, runOnly=LEVELS) == []


@pytest.mark.parametrize("width", SIZES)
def test_writes_to_the_office(portal: RunningPortal, browser: Browser, width: int) -> None:
    set_office_address(portal)
    context = browser.new_context(
        base_url=portal.url, locale="de-DE", viewport={"width": width, "height": SIZES[width]}
    )
    page = context.new_page()
    page.goto("/formulare/kontakt")
    look(page)
    page.get_by_label("Ihre Nachricht").fill("Mein Kind, geb. 12.03.2015, braucht einen Platz.")
    page.get_by_label("Ihre E-Mail-Adresse").fill("keine Adresse")
    time.sleep(3)
    page.get_by_role("button", name="Absenden").click()
    summary = page.locator("#form-summary")
    assert "Das ist keine E-Mail-Adresse" in summary.inner_text()
    look(page)
    assert page.get_by_label("Ihre Nachricht").input_value().startswith("Mein Kind")
    page.get_by_label("Ihre E-Mail-Adresse").fill("anna@example.org")
    page.get_by_role("button", name="Absenden").click()
    assert "Geburtsdatum" in page.locator("#form-summary").inner_text()
    look(page)
    page.get_by_label("Ihre Nachricht").fill("Mein Kind braucht einen Platz.")
    page.get_by_role("button", name="Absenden").press("Enter")
    assert page.locator("h1").inner_text() == "Danke für Ihre Nachricht"
    look(page)
    context.close()
